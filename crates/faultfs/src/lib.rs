//! A SQLite file system in memory for tests: it counts syncs, loses in a crash what was not synced, and can run full.
//!
//! A killed process keeps the page cache, so killing one shows nothing of what a power cut would lose. Here each file has two
//! contents: what was written, and what was synced. [`Faults::crash`] brings every file back to what was synced; whoever
//! opens it then sees what a disk would hold. Files that are created or deleted are so at once.
//!
//! The one crate of the house with `unsafe`: SQLite asks for C functions. Tests only; nothing of the product depends on it.

use std::collections::HashMap;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr::null_mut;
use std::sync::{Arc, Mutex, MutexGuard};

use rusqlite::ffi;

/// One file.
#[derive(Default)]
struct Content {
    written: Vec<u8>,
    synced: Vec<u8>,
}

/// The shared memory of a write-ahead log, and who has locked which part of it.
#[derive(Default)]
struct Shared {
    regions: Vec<Box<[u8]>>,
    readers: [u32; ffi::SQLITE_SHM_NLOCK as usize],
    writers: [bool; ffi::SQLITE_SHM_NLOCK as usize],
}

#[derive(Default)]
struct Disk {
    files: HashMap<String, Content>,
    shared: HashMap<String, Shared>,
    /// Shared memory of before a crash.
    graves: Vec<HashMap<String, Shared>>,
    syncs: u64,
    limit: Option<usize>,
    /// Files opened before a crash write nowhere.
    age: u64,
}

impl Disk {
    fn used(&self) -> usize {
        self.files.values().map(|file| file.written.len()).sum()
    }
}

/// The faults of one file system.
#[derive(Clone)]
pub struct Faults {
    disk: Arc<Mutex<Disk>>,
}

impl Faults {
    /// Registers a file system of this name with SQLite, for the life of the process.
    ///
    /// # Panics
    /// When SQLite refuses it.
    pub fn register(name: &str) -> Self {
        let disk = Arc::new(Mutex::new(Disk::default()));
        let name = CString::new(name).expect("a name without zero byte");
        // SAFETY: the default file system is there as soon as SQLite is.
        let under = unsafe { ffi::sqlite3_vfs_find(std::ptr::null()) };
        // SAFETY: `under` is a valid file system; its functions for time and randomness need no file.
        let model = unsafe { &*under };
        let vfs = ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: size_of::<Handle>() as c_int,
            mxPathname: 1024,
            pNext: null_mut(),
            zName: name.into_raw(),
            pAppData: Arc::into_raw(Arc::clone(&disk)).cast_mut().cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_path),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: model.xRandomness,
            xSleep: model.xSleep,
            xCurrentTime: model.xCurrentTime,
            xGetLastError: model.xGetLastError,
            xCurrentTimeInt64: model.xCurrentTimeInt64,
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        };
        // SAFETY: the structure lives as long as the process.
        let code = unsafe { ffi::sqlite3_vfs_register(Box::into_raw(Box::new(vfs)), 0) };
        assert_eq!(code, ffi::SQLITE_OK, "SQLite takes the file system");
        Self { disk }
    }

    /// How many times a file was synced.
    pub fn syncs(&self) -> u64 {
        self.lock().syncs
    }

    /// The power goes: every file is what was synced of it. Connections that are open write nowhere from now on.
    pub fn crash(&self) {
        let mut disk = self.lock();
        disk.age += 1;
        // Connections of before the crash still hold pointers into these regions: they stay, out of reach.
        let shared = std::mem::take(&mut disk.shared);
        disk.graves.push(shared);
        for file in disk.files.values_mut() {
            file.written.clone_from(&file.synced);
        }
    }

    /// No more than so many bytes in all from now on.
    pub fn limit(&self, bytes: Option<usize>) {
        self.lock().limit = bytes;
    }

    /// Bytes in all files.
    pub fn used(&self) -> usize {
        self.lock().used()
    }

    fn lock(&self) -> MutexGuard<'_, Disk> {
        lock(&self.disk)
    }
}

fn lock(disk: &Mutex<Disk>) -> MutexGuard<'_, Disk> {
    disk.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// An open file, in the memory that SQLite gives it.
#[repr(C)]
struct Handle {
    base: ffi::sqlite3_file,
    file: *mut Open,
}

struct Open {
    disk: Arc<Mutex<Disk>>,
    name: String,
    age: u64,
    /// Locks of the shared memory held by this handle: shared and exclusive.
    shared: [bool; ffi::SQLITE_SHM_NLOCK as usize],
    exclusive: [bool; ffi::SQLITE_SHM_NLOCK as usize],
}

impl Open {
    /// Looks at the disk; nothing when the file was opened before a crash.
    fn with<T>(&self, otherwise: T, act: impl FnOnce(&mut Disk) -> T) -> T {
        let mut disk = lock(&self.disk);
        if disk.age == self.age { act(&mut disk) } else { otherwise }
    }
}

/// The file behind SQLite's pointer.
///
/// # Safety
/// `file` is a pointer that [`open`] has filled and [`close`] has not yet taken.
unsafe fn of<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Open {
    // SAFETY: by contract.
    unsafe { &mut *(*file.cast::<Handle>()).file }
}

/// # Safety
/// `name` is null or a C string.
unsafe fn text(name: *const c_char) -> String {
    if name.is_null() {
        return String::new();
    }
    // SAFETY: by contract.
    unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned()
}

/// # Safety
/// `vfs` is one that [`Faults::register`] made.
unsafe fn disk_of(vfs: *mut ffi::sqlite3_vfs) -> Arc<Mutex<Disk>> {
    // SAFETY: by contract; the count is raised so that the registered one stays.
    unsafe {
        let disk = (*vfs).pAppData.cast::<Mutex<Disk>>().cast_const();
        Arc::increment_strong_count(disk);
        Arc::from_raw(disk)
    }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(no_lock),
    xUnlock: Some(no_lock),
    xCheckReservedLock: Some(not_reserved),
    xFileControl: Some(not_found),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(plain),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    _: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives a valid file system, name and room for the handle.
    unsafe {
        let disk = disk_of(vfs);
        let name = text(name);
        let age = {
            let mut held = lock(&disk);
            held.files.entry(name.clone()).or_default();
            held.age
        };
        let open = Open { disk, name, age, shared: [false; 8], exclusive: [false; 8] };
        let handle = file.cast::<Handle>();
        (*handle).base.pMethods = &raw const METHODS;
        (*handle).file = Box::into_raw(Box::new(open));
        if !out.is_null() {
            *out = ffi::SQLITE_OPEN_READWRITE;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes each file once.
    drop(unsafe { Box::from_raw((*file.cast::<Handle>()).file) });
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    into: *mut c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: SQLite gives `amount` bytes of room.
    let (open, room) =
        unsafe { (of(file), std::slice::from_raw_parts_mut(into.cast::<u8>(), amount as usize)) };
    room.fill(0);
    let disk = lock(&open.disk);
    let bytes = &disk.files[&open.name].written;
    let from = (offset as usize).min(bytes.len());
    let found = &bytes[from..bytes.len().min(from + room.len())];
    room[..found.len()].copy_from_slice(found);
    if found.len() == room.len() { ffi::SQLITE_OK } else { ffi::SQLITE_IOERR_SHORT_READ }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: SQLite gives `amount` bytes.
    let (open, bytes) = unsafe { (of(file), std::slice::from_raw_parts(from.cast::<u8>(), amount as usize)) };
    open.with(ffi::SQLITE_IOERR_WRITE, |disk| {
        let end = offset as usize + bytes.len();
        let more = end.saturating_sub(disk.files[&open.name].written.len());
        if disk.limit.is_some_and(|limit| disk.used() + more > limit) {
            return ffi::SQLITE_FULL;
        }
        let written = &mut disk.files.get_mut(&open.name).expect("an open file is there").written;
        written.resize(written.len().max(end), 0);
        written[offset as usize..end].copy_from_slice(bytes);
        ffi::SQLITE_OK
    })
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: an open file.
    let open = unsafe { of(file) };
    open.with(ffi::SQLITE_IOERR_TRUNCATE, |disk| {
        disk.files.get_mut(&open.name).expect("an open file is there").written.truncate(size as usize);
        ffi::SQLITE_OK
    })
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: an open file.
    let open = unsafe { of(file) };
    open.with(ffi::SQLITE_IOERR_FSYNC, |disk| {
        disk.syncs += 1;
        let file = disk.files.get_mut(&open.name).expect("an open file is there");
        file.synced.clone_from(&file.written);
        ffi::SQLITE_OK
    })
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: an open file, and room for a number.
    unsafe {
        let open = of(file);
        *size = lock(&open.disk).files[&open.name].written.len() as i64;
    }
    ffi::SQLITE_OK
}

/// One process uses the file: the locks of the shared memory are enough.
unsafe extern "C" fn no_lock(_: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn not_reserved(_: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: room for a number.
    unsafe { *out = 0 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn not_found(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

/// Nothing is promised: no atomic write, no order.
unsafe extern "C" fn plain(_: *mut ffi::sqlite3_file) -> c_int {
    0
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: an open file, and room for a pointer. A region is never moved nor freed before the crash or the unmapping.
    unsafe {
        let open = of(file);
        *out = null_mut();
        open.with(ffi::SQLITE_IOERR_SHMMAP, |disk| {
            let shared = disk.shared.entry(open.name.clone()).or_default();
            while shared.regions.len() <= region as usize {
                if extend == 0 {
                    return ffi::SQLITE_OK;
                }
                shared.regions.push(vec![0; size as usize].into_boxed_slice());
            }
            *out = shared.regions[region as usize].as_mut_ptr().cast();
            ffi::SQLITE_OK
        })
    }
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    from: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: an open file.
    let open = unsafe { of(file) };
    let range = from as usize..(from + count) as usize;
    let (locks, exclusive) = (flags & ffi::SQLITE_SHM_LOCK != 0, flags & ffi::SQLITE_SHM_EXCLUSIVE != 0);
    let mut disk = lock(&open.disk);
    if disk.age != open.age {
        return if locks { ffi::SQLITE_IOERR_SHMLOCK } else { ffi::SQLITE_OK };
    }
    let shared = disk.shared.entry(open.name.clone()).or_default();
    let others = |at: usize, shared: &Shared| shared.readers[at] - u32::from(open.shared[at]);
    if locks {
        let busy = range.clone().any(|at| {
            let writer = shared.writers[at] && !open.exclusive[at];
            writer || (exclusive && others(at, shared) > 0)
        });
        if busy {
            return ffi::SQLITE_BUSY;
        }
    }
    for at in range {
        if exclusive {
            shared.writers[at] = locks;
            open.exclusive[at] = locks;
        } else if open.shared[at] != locks {
            shared.readers[at] = if locks { shared.readers[at] + 1 } else { shared.readers[at] - 1 };
            open.shared[at] = locks;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_barrier(_: *mut ffi::sqlite3_file) {
    std::sync::atomic::fence(std::sync::atomic::Ordering::SeqCst);
}

/// The regions stay for the other connections, and for the next one.
unsafe extern "C" fn shm_unmap(_: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, _: c_int) -> c_int {
    // SAFETY: a file system of ours and a name.
    let (disk, name) = unsafe { (disk_of(vfs), text(name)) };
    lock(&disk).files.remove(&name);
    ffi::SQLITE_OK
}

unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    _: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: a file system of ours, a name, and room for a number.
    unsafe {
        let disk = disk_of(vfs);
        *out = c_int::from(lock(&disk).files.contains_key(&text(name)));
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_path(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: a C string, and `room` bytes of room.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > room as usize {
            return ffi::SQLITE_CANTOPEN;
        }
        out.copy_from_nonoverlapping(bytes.as_ptr().cast(), bytes.len());
    }
    ffi::SQLITE_OK
}
