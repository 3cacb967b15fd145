//! Files that leave the honours office: recorded, by two people where they hold personal data, and the same byte for byte when made again.

use std::fs;

use calamine::{Data, Reader, Xlsx};
use data_encoding::HEXLOWER;
use jinbang::{
    archive::{ARCHIVE_FILE, Archive, OfficeEvent},
    honours::exports::{ExportEvent, ExportWhat},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::common::{
    http::{Reply, request},
    judges::{Judges, get_as},
    office::{MARKS, Officer, again, city, identify, programmes, step},
    schema::faults,
    venue::Venue,
};

const NATIONAL_ID: &str = "11010519491231002X";

struct Room {
    folder: TempDir,
    venue: Venue,
}

impl Room {
    /// Two nominations: the first of somebody whose number and employer are kept.
    async fn open() -> Self {
        let folder = TempDir::new().expect("a folder");
        let venue = Venue::open(&folder, city()).await;
        venue.app().open_office(programmes()).expect("an office");
        let mut judges = Judges::of(&venue, "E1 H S").await;
        judges.finish(&MARKS).await;
        drop(judges);
        let officer = Officer::named(&venue, "Registrar").await;
        officer.act(json!([identify("city:C2", "C2"), identify("city:C1", "C1"), step(1, "verify"), step(1, "recommend")])).await;
        keep(&officer, "city:C2", json!({ "national_id": NATIONAL_ID, "employer": "=cmd()" })).await;
        drop(officer);
        Self { folder, venue }
    }

    async fn officer(&self, name: &str) -> Officer<'_> {
        Officer::named(&self.venue, name).await
    }

    async fn restarted(self) -> Self {
        let password = self.venue.password.clone();
        self.venue.stop().await;
        Self { venue: again(&self.folder, password).await, folder: self.folder }
    }
}

async fn keep(officer: &Officer<'_>, person: &str, data: Value) {
    let headers = [("Cookie", officer.cookie.as_str()), ("Content-Type", "application/json")];
    let path = format!("/api/honours/people/{person}");
    let kept = request(officer.venue.address, "PUT", &path, &headers, &data.to_string()).await;
    assert_eq!(kept.status, 204, "{kept:?}");
}

fn table(format: &str, columns: &[&str]) -> Value {
    json!({ "kind": "nominations", "format": format, "columns": columns })
}

async fn ask(officer: &Officer<'_>, of: Value) -> Reply {
    officer.ask("/api/honours/exports", &json!({ "of": of, "reason": "the yearly report" })).await
}

async fn asked(officer: &Officer<'_>, of: Value) -> u64 {
    let reply = ask(officer, of).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply.json()["export"].as_u64().expect("a number")
}

async fn fetch(officer: &Officer<'_>, export: u64) -> Reply {
    get_as(officer.venue, &format!("/api/honours/exports/{export}/file"), &officer.cookie).await
}

async fn do_it(officer: &Officer<'_>, export: u64, what: &str) -> String {
    let reply = officer.ask(&format!("/api/honours/exports/{export}/{what}"), &json!({})).await;
    if reply.status == 204 { "done".to_owned() } else { reply.code() }
}

async fn card(officer: &Officer<'_>, export: u64) -> Value {
    let list = officer.get("/api/honours/exports").await;
    list["exports"].as_array().expect("a list").iter().find(|card| card["export"] == export).expect("the export").clone()
}

fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

fn text(reply: &Reply) -> &str {
    assert_eq!(reply.status, 200, "{reply:?}");
    std::str::from_utf8(&reply.body).expect("UTF-8")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_recorded_and_the_same_after_a_restart_whatever_happened_since() {
    let room = Room::open().await;
    let li = room.officer("Li").await;
    let columns = ["nomination", "person", "name-zh", "programme", "stage", "place", "medal", "amended"];
    let export = asked(&li, table("csv", &columns)).await;
    let first = fetch(&li, export).await;
    let expected = "nomination,person,name-zh,programme,stage,place,medal,amended\n\
        1,city:C2,name of C2,leading-talent,recommended,1,gold,no\n\
        2,city:C1,name of C1,leading-talent,identified,2,silver,no\n";
    assert_eq!(text(&first), expected);
    let made = card(&li, export).await;
    assert_eq!(made["made"]["sha256"], json!(sha256(&first.body)));
    assert_eq!((&made["asked_by"], &made["reason"], &made["state"]), (&json!("Li"), &json!("the yearly report"), &json!("made")), "{made}");
    assert_eq!((&made["of"]["columns"], &made["made"]["people"]), (&json!(columns), &json!(2)));
    assert_eq!((&made["fetched"][0]["officer"], &made["personal"]), (&json!("Li"), &json!(false)), "{made}");
    assert_eq!(first.header("content-disposition"), Some("attachment; filename=\"jinbang-nominations-1.csv\""));

    let person = li.get("/api/honours/people/city:C2").await;
    assert_eq!(
        (&person["exports"][0]["export"], &person["exports"][0]["file"]),
        (&json!(1), &json!("jinbang-nominations-1.csv")),
        "{person}"
    );
    li.act(json!([step(2, "verify"), { "what": "move", "nomination": 1, "step": "withdraw", "comment": "moved away" }])).await;
    drop(li);
    let room = room.restarted().await;
    let wang = room.officer("Wang").await;
    assert_eq!(fetch(&wang, export).await.body, first.body, "what was exported stays what it was");
    let later = asked(&wang, table("csv", &columns)).await;
    let file = fetch(&wang, later).await;
    assert!(text(&file).contains("withdrawn"), "{file:?}");
    let people: Vec<Value> =
        card(&wang, export).await["fetched"].as_array().expect("a list").iter().map(|one| one["officer"].clone()).collect();
    assert_eq!(people, ["Li", "Wang"]);
    drop(wang);
    room.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn personal_data_leaves_with_two_people_on_two_devices_and_goes_to_them_alone() {
    const TABLET: &str = "jinbang_device=BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";
    let room = Room::open().await;
    let on_tablet = async |name| Officer { venue: &room.venue, cookie: room.venue.sign_in_officer_on(name, &[("Cookie", TABLET)]).await };
    let (li, beside_li) = (on_tablet("Li").await, on_tablet("Wang").await);
    let (zhao, qian) = (room.officer("Zhao").await, room.officer("Qian").await);
    let export = asked(&li, table("csv", &["person", "national-id", "employer"])).await;
    let waiting = card(&li, export).await;
    assert_eq!(
        (&waiting["state"], &waiting["personal"], &waiting["held_by"]["code"]),
        (&json!("waiting"), &json!(true), &json!("same-person"))
    );
    assert_eq!(card(&zhao, export).await["held_by"], json!(null));
    for (officer, told) in [(&li, "same-person"), (&beside_li, "same-device")] {
        assert_eq!(do_it(officer, export, "confirm").await, told);
        assert_eq!(fetch(officer, export).await.code(), "not-made");
    }
    assert_eq!(do_it(&zhao, export, "confirm").await, "done");
    let file = fetch(&zhao, export).await;
    assert_eq!(text(&file), format!("person,national-id,employer\ncity:C2,{NATIONAL_ID},'=cmd()\ncity:C1,,\n"));
    assert_eq!(fetch(&li, export).await.body, file.body);
    let other = fetch(&qian, export).await;
    assert_eq!((other.status, other.code()), (403, "other-officers".to_owned()));
    assert_eq!(do_it(&qian, export, "confirm").await, "made-already");
    assert_eq!(do_it(&qian, export, "withdraw").await, "made-already");
    let told = card(&qian, export).await;
    assert_eq!((&told["asked_by"], &told["made"]["officer"], &told["made"]["mine"]), (&json!("Li"), &json!("Zhao"), &json!(false)));

    let other = asked(&zhao, table("json", &["phone"])).await;
    assert_eq!(do_it(&qian, other, "withdraw").await, "done");
    assert_eq!(do_it(&li, other, "confirm").await, "taken-back");
    assert_eq!(card(&zhao, other).await["state"], json!("taken-back"));
    drop((li, beside_li, zhao, qian));
    let bytes = fs::read(room.folder.path().join(ARCHIVE_FILE)).expect("the archive");
    for secret in [NATIONAL_ID, "cmd()"] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret} lies open in the archive");
    }
    room.venue.stop().await;
}

/// Made again after a merge; and never again after somebody in it was erased.
#[tokio::test(flavor = "multi_thread")]
async fn an_export_outlives_a_merge_and_not_an_erasure() {
    let room = Room::open().await;
    let (li, wang) = (room.officer("Li").await, room.officer("Wang").await);
    let export = asked(&li, table("xlsx", &["person", "national-id"])).await;
    assert_eq!(do_it(&wang, export, "confirm").await, "done");
    let first = fetch(&li, export).await;
    assert_eq!(first.status, 200, "{first:?}");
    li.act(json!([{ "what": "move", "nomination": 2, "step": "withdraw", "comment": "the same person as 1" }])).await;
    let merged = li.ask("/api/honours/people/city:C2/merge", &json!({ "into": "city:C1", "reason": "the same card" })).await;
    assert_eq!(merged.status, 204, "{merged:?}");
    drop((li, wang));
    let room = room.restarted().await;
    let (li, wang) = (room.officer("Li").await, room.officer("Wang").await);
    assert_eq!(fetch(&li, export).await.body, first.body, "the key went along");
    assert_eq!(li.ask("/api/honours/people/city:C2/erase", &json!({ "reason": "asked for" })).await.status, 204);
    assert_eq!(wang.ask("/api/honours/people/city:C1/erase/confirm", &json!({})).await.status, 204);
    let gone = fetch(&li, export).await;
    assert_eq!((gone.status, gone.code()), (410, "erased".to_owned()));
    drop((li, wang));
    room.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_has_typed_cells_under_two_headings_and_a_sheet_of_quotas() {
    let room = Room::open().await;
    let (li, wang) = (room.officer("Li").await, room.officer("Wang").await);
    let export = asked(&li, table("xlsx", &["nomination", "stage-since", "stage", "employer"])).await;
    assert_eq!(do_it(&wang, export, "confirm").await, "done");
    let file = fetch(&wang, export).await;
    let mut workbook = Xlsx::new(std::io::Cursor::new(file.body.clone())).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["汇总 Summary", "申报 Nominations"]);
    let rows = workbook.worksheet_range("申报 Nominations").expect("a sheet");
    let row = |row: usize| rows.rows().nth(row).expect("a row").to_vec();
    assert_eq!(row(0)[0], Data::String("申报编号".to_owned()));
    assert_eq!(row(1)[3], Data::String("employer".to_owned()));
    let first = row(2);
    assert_eq!(
        (&first[0], &first[2], &first[3]),
        (&Data::Float(1.0), &Data::String("已推荐 recommended".to_owned()), &Data::String("=cmd()".to_owned()))
    );
    assert!(matches!(first[1], Data::DateTime(_)), "{first:?}");
    assert_eq!(rows.height(), 4);
    let quotas = workbook.worksheet_range("汇总 Summary").expect("a sheet");
    let union = quotas.rows().find(|row| {
        row[0] == Data::String("leading-talent".to_owned())
            && row[3] == Data::String("推荐单位 body".to_owned())
            && row[7] == Data::Float(1.0)
    });
    assert!(union.is_some(), "{quotas:?}");
    drop((li, wang));
    room.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn json_keeps_to_its_schema_and_a_mark_stands_before_csv_that_asks_for_it() {
    let room = Room::open().await;
    let (li, wang) = (room.officer("Li").await, room.officer("Wang").await);
    let list = li.get("/api/honours/exports").await;
    let all: Vec<&str> = list["columns"].as_array().expect("columns").iter().filter_map(|column| column["column"].as_str()).collect();
    let export = asked(&li, table("json", &all)).await;
    assert_eq!(do_it(&wang, export, "confirm").await, "done");
    let document: Value = serde_json::from_slice(&fetch(&li, export).await.body).expect("JSON");
    let schema = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/nominations.schema.json")).expect("the schema");
    let schema = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&serde_json::from_str(&schema).expect("JSON"))
        .expect("a schema");
    assert_eq!(faults(&schema, &document), Vec::<String>::new());
    assert_eq!((&document["rows"][0]["national-id"], &document["rows"][1]["national-id"]), (&json!(NATIONAL_ID), &json!(null)));
    let marked = asked(&li, table("csv-bom", &["year"])).await;
    assert_eq!(text(&fetch(&li, marked).await), "\u{feff}year\n2026\n2026\n");
    drop((li, wang));
    room.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_made_is_refused_at_once_and_says_why() {
    let room = Room::open().await;
    let li = room.officer("Li").await;
    let narrowed = |key: &str, value: Value| {
        let mut of = table("csv", &["year"]);
        of[key] = value;
        of
    };
    for (of, status, told) in [
        (table("csv", &[]), 400, "bad-request"),
        (table("csv", &["year", "year"]), 400, "bad-request"),
        (table("pdf", &["year"]), 400, "bad-request"),
        (table("csv", &["salary"]), 400, "bad-request"),
        (narrowed("programme", json!("nothing")), 409, "nothing-to-export"),
        (narrowed("year", json!(1999)), 409, "nothing-to-export"),
        (narrowed("stage", json!("granted")), 409, "nothing-to-export"),
        (json!({ "kind": "dossier", "nomination": 9, "names": false }), 409, "nothing-to-export"),
        (json!({ "kind": "certificates", "competition": "town" }), 409, "nothing-to-export"),
        (json!({ "kind": "verdicts", "competition": "city", "programme": "none" }), 409, "nothing-to-export"),
        (json!({ "kind": "cis", "competition": "town", "file": "best-of-nation" }), 409, "nothing-to-export"),
        (json!({ "kind": "cis", "competition": "city", "file": "all" }), 400, "bad-request"),
    ] {
        let reply = ask(&li, of.clone()).await;
        assert_eq!((reply.status, reply.code()), (status, told.to_owned()), "{of}: {reply:?}");
    }
    let unreasoned = li.ask("/api/honours/exports", &json!({ "of": table("csv", &["year"]), "reason": " " })).await;
    assert_eq!(unreasoned.status, 400);
    assert_eq!(li.get("/api/honours/exports").await["exports"], json!([]), "nothing of it is recorded");
    let export = asked(&li, json!({ "kind": "dossier", "nomination": 1, "names": false })).await;
    assert_eq!(fetch(&li, export).await.code(), "not-made");
    let failed = card(&li, export).await;
    assert_eq!(
        (&failed["state"], &failed["fault"]["en"]),
        (&json!("failed"), &json!("this server was given no font for PDFs")),
        "{failed}"
    );
    drop(li);
    room.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn workbooks_of_public_results_are_recorded_and_kept_too() {
    let room = Room::open().await;
    let li = room.officer("Li").await;
    let verdicts = asked(&li, json!({ "kind": "verdicts", "competition": "city", "programme": "leading-talent" })).await;
    let results = asked(&li, json!({ "kind": "cis", "competition": "city", "file": "competitor-results" })).await;
    let files = [fetch(&li, verdicts).await, fetch(&li, results).await];
    let name = |file: &Reply| file.header("content-disposition").unwrap_or_default().to_owned();
    assert!(name(&files[0]).contains("jinbang-verdicts-1.xlsx") && name(&files[1]).contains("\"Competitor_results.xlsx\""), "{files:?}");
    let sheets = |file: &Reply| Xlsx::new(std::io::Cursor::new(file.body.clone())).expect("a workbook").sheet_names();
    assert_eq!(sheets(&files[0]), ["汇总 Summary", "人员 People", "理由 Reasons", "依据 Basis"]);
    assert_eq!(card(&li, results).await["made"]["people"], json!(3));
    drop(li);
    let room = room.restarted().await;
    let wang = room.officer("Wang").await;
    for (export, file) in [(verdicts, &files[0]), (results, &files[1])] {
        assert!(fetch(&wang, export).await.body == file.body, "{export}");
    }
    drop(wang);
    room.venue.stop().await;
}

/// The server ended between the question and the file.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_for_before_an_end_is_made_after_it_unless_it_takes_two() {
    let room = Room::open().await;
    let password = room.venue.password.clone();
    room.venue.stop().await;
    let archive = Archive::open(room.folder.path()).expect("the archive");
    let of = [
        json!({ "kind": "nominations", "format": "csv", "columns": ["year"] }),
        json!({ "kind": "nominations", "format": "csv", "columns": ["phone"] }),
    ];
    for (export, of) in (1..).zip(of) {
        let what = ExportWhat::Asked {
            of: serde_json::from_value(of).expect("an export"),
            reason: "the report".to_owned(),
            device: "d".to_owned(),
        };
        archive.append(&[OfficeEvent::Export(ExportEvent { at: 0, officer: "Li".to_owned(), export, what })]).expect("on the disk");
    }
    drop(archive);
    let venue = again(&room.folder, password).await;
    let wang = Officer::named(&venue, "Wang").await;
    let _ = wang.get("/api/honours/exports").await;
    assert_eq!(text(&fetch(&wang, 1).await), "year\n2026\n2026\n");
    assert_eq!((card(&wang, 1).await["made"]["officer"].clone(), card(&wang, 2).await["state"].clone()), (json!("Li"), json!("waiting")));
    drop(wang);
    venue.stop().await;
}
