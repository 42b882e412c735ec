//! Server-sent events, read only as far as the generator needs: the `id:` of each whole message.

/// Takes the framing of `Transfer-Encoding: chunked` away, whatever the reads cut.
#[derive(Debug)]
pub struct Chunks(Place);

#[derive(Debug)]
enum Place {
    /// In the size line; its value so far.
    Size(usize),
    /// Behind the size, before the line's end.
    Extension(usize),
    /// In the data: so many bytes are left.
    Data(usize),
    /// In the line end behind the data.
    Gap,
    /// The last chunk is over, or what comes is no chunk.
    End,
}

impl Chunks {
    /// Before the first size line.
    pub fn new() -> Self {
        Self(Place::Size(0))
    }

    /// Hands out the data in `bytes`. False: there will be no more.
    pub fn feed(&mut self, mut bytes: &[u8], mut data: impl FnMut(&[u8])) -> bool {
        while let [byte, rest @ ..] = bytes {
            if let Place::Data(left) = self.0 {
                let (now, later) = bytes.split_at(left.min(bytes.len()));
                data(now);
                bytes = later;
                self.0 = if left > now.len() { Place::Data(left - now.len()) } else { Place::Gap };
                continue;
            }
            self.0 = self.step(*byte);
            bytes = rest;
        }
        !matches!(self.0, Place::End)
    }

    fn step(&self, byte: u8) -> Place {
        match (&self.0, byte) {
            (Place::Size(0) | Place::Extension(0), b'\n') => Place::End,
            (&(Place::Size(size) | Place::Extension(size)), b'\n') => Place::Data(size),
            (&Place::Size(size), b'\r' | b';' | b' ') | (&Place::Extension(size), _) => {
                Place::Extension(size)
            }
            (&Place::Size(size), _) => match char::from(byte).to_digit(16) {
                Some(digit) if size < 1 << 40 => Place::Size(size * 16 + digit as usize),
                _ => Place::End,
            },
            (Place::Gap, b'\n') => Place::Size(0),
            (Place::Gap, b'\r') => Place::Gap,
            _ => Place::End,
        }
    }
}

/// Finds the id of each message; a message counts when its blank line is there, as in a browser.
#[derive(Debug)]
pub struct Ids {
    line: Line,
    id: Option<u64>,
}

#[derive(Debug)]
enum Line {
    /// So many bytes of [`FIELD`] have matched.
    Field(usize),
    /// In the number.
    Number(u64),
    /// Nothing of interest until the line ends.
    Other,
}

/// What the line of an id begins with; the server always writes the space.
const FIELD: &[u8] = b"id: ";

impl Ids {
    /// Before the first line.
    pub fn new() -> Self {
        Self { line: Line::Field(0), id: None }
    }

    /// Hands out the ids of the messages that end within `bytes`.
    pub fn feed(&mut self, mut bytes: &[u8], mut seen: impl FnMut(u64)) {
        while let [byte, rest @ ..] = bytes {
            bytes = rest;
            self.line = match (&self.line, byte) {
                (Line::Field(0), b'\n') => {
                    if let Some(id) = self.id.take() {
                        seen(id);
                    }
                    Line::Field(0)
                }
                (Line::Field(0), b'\r') => Line::Field(0),
                (&Line::Number(id), b'\n') => {
                    self.id = Some(id);
                    Line::Field(0)
                }
                (Line::Field(_) | Line::Other, b'\n') => Line::Field(0),
                (&Line::Field(matched), byte) if FIELD[matched] == *byte => match matched + 1 {
                    all if all == FIELD.len() => Line::Number(0),
                    some => Line::Field(some),
                },
                (&Line::Number(id), b'0'..=b'9') => {
                    Line::Number(id.wrapping_mul(10).wrapping_add(u64::from(byte - b'0')))
                }
                (&Line::Number(id), b'\r') => Line::Number(id),
                _ => {
                    let end = memchr::memchr(b'\n', bytes);
                    bytes = end.map_or(&[], |end| &bytes[end + 1..]);
                    if end.is_some() { Line::Field(0) } else { Line::Other }
                }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: &str = "id: 7\nevent: view\ndata: 1760000000000\ndata: <p>id: 99</p>\n\n: \n\n\
        id: 12\nevent: view\ndata: 1760000000001\ndata: <p>id: 5\ndata: id: 6</p>\n\n\
        event: view\ndata: without an id\n\nid: 13\ndata: not whole yet";

    fn ids<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<u64> {
        let (mut ids, mut found) = (Ids::new(), Vec::new());
        pieces.into_iter().for_each(|piece| ids.feed(piece, |id| found.push(id)));
        found
    }

    #[test]
    fn only_the_id_field_of_whole_messages_counts() {
        assert_eq!(ids([MESSAGES.as_bytes()]), [7, 12]);
    }

    #[test]
    fn ids_are_found_wherever_the_reads_cut() {
        for size in 1..MESSAGES.len() {
            assert_eq!(ids(MESSAGES.as_bytes().chunks(size)), [7, 12], "pieces of {size}");
        }
    }

    #[test]
    fn carriage_returns_do_no_harm() {
        assert_eq!(ids([b"id: 3\r\ndata: x\r\n\r\n".as_slice()]), [3]);
    }

    fn chunked(text: &str, size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        for piece in text.as_bytes().chunks(size) {
            out.extend(format!("{:x}\r\n", piece.len()).bytes());
            out.extend(piece);
            out.extend(b"\r\n");
        }
        out
    }

    #[test]
    fn chunk_borders_may_fall_anywhere_and_reads_too() {
        for chunk in [1, 2, 3, 17, 64, 1000] {
            let wire = chunked(MESSAGES, chunk);
            for read in [1, 2, 5, 31, wire.len()] {
                let (mut chunks, mut ids, mut found) = (Chunks::new(), Ids::new(), Vec::new());
                for piece in wire.chunks(read) {
                    assert!(chunks.feed(piece, |data| ids.feed(data, |id| found.push(id))));
                }
                assert_eq!(found, [7, 12], "chunks of {chunk}, reads of {read}");
            }
        }
    }

    #[test]
    fn the_last_chunk_ends_the_stream_and_so_does_nonsense() {
        let mut text = Vec::<u8>::new();
        let mut chunks = Chunks::new();
        assert!(!chunks.feed(b"5;a=b\r\nhello\r\n0\r\n\r\n", |data| text.extend(data)));
        assert_eq!(text, b"hello");
        assert!(!Chunks::new().feed(b"HTTP/1.1 200 OK\r\n", |_| ()));
    }
}
