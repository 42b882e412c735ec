//! What a power cut leaves, what a full disk leaves, what erasing leaves.

use std::path::Path;

use faultfs::Faults;
use store::{Batch, FILE, NewSession, Options, Record, Scrub, SessionId, Store, StoreError, Summary};

const ID: SessionId = SessionId([7; 16]);

fn options(vfs: &str, synchronous: &'static str) -> Options {
    Options { exclusive: false, vfs: Some(vfs.into()), synchronous, ..Options::default() }
}

fn session(id: SessionId, code: &str) -> NewSession {
    NewSession {
        id,
        code: code.into(),
        workshop: "atelier-45".into(),
        title: "Lundi".into(),
        lang: "fr".into(),
        created_at: 1,
        expires_at: 1000,
        rehearsal: None,
        plan: b"plan".to_vec(),
        first: vec![line(1, "created")],
    }
}

fn line(seq: u64, text: &str) -> Record {
    Record { seq, at: seq as i64, owner: Some([1; 16]), body: text.as_bytes().to_vec() }
}

fn batch(session: SessionId, seq: u64) -> Batch {
    Batch { session, records: vec![line(seq, &format!("answer {seq}"))], summary: None, scrubs: vec![] }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap()
}

/// Appends until a moment drawn by lot, cuts the power, and says how many acknowledged answers are gone.
fn lost_in(name: &str, synchronous: &'static str, rounds: u64) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let faults = Faults::register(name);
    let mut lost = 0;
    runtime().block_on(async {
        let mut store = Store::open(folder.path(), &options(name, synchronous)).unwrap();
        store.create_session(session(ID, "ABCDEF")).await.unwrap();
        let mut acknowledged = 1;
        for round in 0..rounds {
            for _ in 0..1 + (round * 7) % 5 {
                store.append(batch(ID, acknowledged + 1)).await.unwrap();
                acknowledged += 1;
            }
            faults.crash();
            drop(store);
            store = Store::open(folder.path(), &options(name, synchronous)).unwrap();
            let seqs: Vec<u64> = store.events(&ID).unwrap().iter().map(|record| record.seq).collect();
            assert_eq!(seqs, (1..=seqs.len() as u64).collect::<Vec<_>>(), "a log without holes");
            let kept = seqs.len() as u64;
            lost += acknowledged - kept;
            if kept == 0 {
                store.create_session(session(ID, "ABCDEF")).await.unwrap();
            }
            acknowledged = kept.max(1);
        }
    });
    lost
}

#[test]
fn a_power_cut_takes_no_acknowledged_answer() {
    assert_eq!(lost_in("power", "FULL", 60), 0);
}

/// The same test on a store that does not sync: it must see the loss, else it would show nothing.
#[test]
fn without_syncing_answers_would_be_lost() {
    assert!(lost_in("careless", "OFF", 20) > 0);
}

#[test]
fn many_answers_share_one_sync_and_each_waits_for_it() {
    const ANSWERS: u64 = 400;
    let folder = tempfile::tempdir().unwrap();
    let faults = Faults::register("together");
    runtime().block_on(async {
        let store = Store::open(folder.path(), &options("together", "FULL")).unwrap();
        for n in 0..ANSWERS {
            store
                .create_session(session(SessionId(u128::from(n + 1).to_be_bytes()), &format!("C{n}")))
                .await
                .unwrap();
        }
        let before = faults.syncs();
        let answers = (0..ANSWERS).map(|n| {
            let store = store.clone();
            tokio::spawn(
                async move { store.append(batch(SessionId(u128::from(n + 1).to_be_bytes()), 2)).await },
            )
        });
        for answer in answers.collect::<Vec<_>>() {
            answer.await.unwrap().unwrap();
        }
        let syncs = faults.syncs() - before;
        assert!((1..ANSWERS / 2).contains(&syncs), "{ANSWERS} answers took {syncs} syncs");
    });
}

#[test]
fn a_full_disk_refuses_tears_nothing_and_recovers() {
    let folder = tempfile::tempdir().unwrap();
    let faults = Faults::register("small");
    runtime().block_on(async {
        let store = Store::open(folder.path(), &options("small", "FULL")).unwrap();
        store.create_session(session(ID, "ABCDEF")).await.unwrap();
        faults.limit(Some(faults.used() + 40_000));
        let mut seq = 1;
        let refused = loop {
            match store.append(batch(ID, seq + 1)).await {
                Ok(()) => seq += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(refused, StoreError::DiskFull);
        assert_eq!(store.events(&ID).unwrap().len() as u64, seq, "what was acknowledged, and no more");
        faults.limit(None);
        store.append(batch(ID, seq + 1)).await.unwrap();
        faults.crash();
        drop(store);
        let store = Store::open(folder.path(), &options("small", "FULL")).unwrap();
        assert_eq!(store.events(&ID).unwrap().len() as u64, seq + 1);
    });
}

#[test]
fn a_batch_that_does_not_continue_the_log_fails_alone() {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let store = Store::open(folder.path(), &Options::default()).unwrap();
        store.create_session(session(ID, "ABCDEF")).await.unwrap();
        let (good, bad) = tokio::join!(store.append(batch(ID, 2)), store.append(batch(ID, 9)));
        assert_eq!((good, bad), (Ok(()), Err(StoreError::Discontinuous)));
        assert_eq!(store.append(batch(SessionId([9; 16]), 1)).await, Err(StoreError::UnknownSession));
        assert_eq!(store.events(&ID).unwrap().len(), 2);
    });
}

#[test]
fn a_code_is_free_again_when_its_session_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let store = Store::open(folder.path(), &Options::default()).unwrap();
        store.create_session(session(ID, "ABCDEF")).await.unwrap();
        let other = SessionId([8; 16]);
        assert_eq!(store.create_session(session(other, "ABCDEF")).await, Err(StoreError::CodeTaken));
        let ended =
            Summary { status: "ended".into(), started_at: Some(2), ended_at: Some(3), joined: 4, answers: 5 };
        store.append(Batch { summary: Some(ended), ..batch(ID, 2) }).await.unwrap();
        assert_eq!(store.session_by_code("ABCDEF").unwrap(), None);
        store.create_session(session(other, "ABCDEF")).await.unwrap();
        assert_eq!(store.session_by_code("ABCDEF").unwrap().map(|row| row.id), Some(other));
        assert_eq!(store.purge_expired(999).await.unwrap(), []);
        let gone = store.purge_expired(1000).await.unwrap();
        assert_eq!(gone.len(), 2);
        assert!(store.sessions().unwrap().is_empty() && store.events(&ID).unwrap().is_empty());
    });
}

#[test]
fn what_was_erased_is_in_no_file() {
    const SECRET: &str = "un secret que personne ne doit relire";
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let store = Store::open(folder.path(), &Options::default()).unwrap();
        store.create_session(session(ID, "ABCDEF")).await.unwrap();
        store.append(Batch { records: vec![line(2, SECRET)], ..batch(ID, 2) }).await.unwrap();
        assert!(holds(folder.path(), SECRET), "it was there");
        let scrub = Scrub { owner: [1; 16], before: 3, body: b"gone".to_vec() };
        let erased = Record { owner: None, ..line(3, "erased") };
        store
            .append(Batch { session: ID, records: vec![erased], summary: None, scrubs: vec![scrub] })
            .await
            .unwrap();
        let bodies: Vec<Vec<u8>> = store.events(&ID).unwrap().into_iter().map(|record| record.body).collect();
        assert_eq!(bodies, [b"gone".to_vec(), b"gone".to_vec(), b"erased".to_vec()]);
        store.close();
    });
    assert!(!holds(folder.path(), SECRET), "it is gone");
    assert!(folder.path().join(FILE).is_file());
}

fn holds(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap().flatten();
    files
        .filter_map(|file| std::fs::read(file.path()).ok())
        .any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}
