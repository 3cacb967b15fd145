//! Setting up a competition over HTTP: files, versions, checks, lists, opening.

use crate::common;

use std::{fs, os::unix::fs::symlink, path::Path};

use common::{
    http::{Reply, post, request},
    venue::Venue,
};
use jinbang::engine::Contest;
use serde_json::{Value, json};
use tempfile::TempDir;

struct Desk {
    venue: Venue,
    folder: TempDir,
    cookie: String,
}

impl Desk {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let venue = Venue::open(&folder, Vec::new()).await;
        let cookie = venue.sign_in().await;
        Self { venue, folder, cookie }
    }

    /// With a draft `cup` from the template.
    async fn with_cup() -> Self {
        let desk = Self::new().await;
        let made =
            desk.post("/api/drafts", &json!({ "draft": "cup", "from": { "template": { "title": { "zh": "杯赛", "en": "Cup" } } } })).await;
        assert_eq!(made.status, 201, "{made:?}");
        desk
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut all = vec![("Cookie", self.cookie.as_str())];
        all.extend(headers);
        request(self.venue.address, method, path, &all, body).await
    }

    async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], "").await
    }

    async fn post(&self, path: &str, body: &Value) -> Reply {
        post(self.venue.address, path, &[("Cookie", &self.cookie)], body).await
    }

    async fn put_new(&self, path: &str, body: &str) -> Reply {
        self.send("PUT", path, &[("If-None-Match", "*")], body).await
    }

    /// Whatever version is there.
    async fn put(&self, path: &str, body: &str) -> Reply {
        match self.get(path).await.header("etag") {
            Some(tag) => self.send("PUT", path, &[("If-Match", tag)], body).await,
            None => self.put_new(path, body).await,
        }
    }

    async fn check(&self) -> Value {
        self.get("/api/drafts/cup/check").await.json()
    }

    fn on_disk(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join("drafts").join(path)
    }
}

fn codes(check: &Value) -> Vec<&str> {
    check["faults"].as_array().expect("faults").iter().map(|fault| fault["code"].as_str().expect("a code")).collect()
}

const CUP: &str = "/api/drafts/cup/files/";

#[tokio::test(flavor = "multi_thread")]
async fn the_template_has_no_errors_and_a_copy_has_its_own_id() {
    let desk = Desk::with_cup().await;
    let check = desk.check().await;
    assert_eq!((&check["openable"], &check["competition"]), (&json!(true), &json!("cup")), "{check}");
    assert_eq!(check["skills"][0]["max_total"], "100.00");
    assert!(check["faults"].as_array().expect("faults").iter().all(|fault| fault["severity"] == "warning"), "{check}");
    assert_eq!(desk.post("/api/drafts", &json!({ "draft": "cup-2", "from": { "copy-of": "cup" } })).await.status, 201);
    assert_eq!(desk.get("/api/drafts/cup-2/check").await.json()["competition"], "cup-2");
    assert_eq!(desk.post("/api/drafts", &json!({ "draft": "cup", "from": "nothing" })).await.code(), "draft-exists");
    for id in ["", ".hidden", "..", "a/b", "a b", "..%2f"] {
        assert_eq!(desk.post("/api/drafts", &json!({ "draft": id, "from": "nothing" })).await.code(), "bad-draft-id", "{id:?}");
    }
    let list = desk.get("/api/drafts").await.json();
    let names: Vec<&Value> = list["drafts"].as_array().expect("drafts").iter().map(|draft| &draft["draft"]).collect();
    assert_eq!((names.len(), &list["drafts"][0]["title"]["en"]), (2, &json!("Cup")), "{list}");
    assert_eq!(desk.send("DELETE", "/api/drafts/cup-2", &[], "").await.status, 204);
    assert!(!desk.on_disk("cup-2").exists());
    desk.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_path_leads_out_of_a_draft() {
    let desk = Desk::with_cup().await;
    let outside = desk.folder.path().join("outside.toml");
    fs::write(&outside, "secret = 1").expect("a file");
    for path in [
        "../cup/competition.toml",
        "%2e%2e/%2e%2e/outside.toml",
        "..%2f..%2foutside.toml",
        "skills/../competition.toml",
        "skills/%2e%2e/skill.toml",
        "skills/a%2fb/skill.toml",
        "skills/web/run.sh",
        "skills/%00/skill.toml",
        "marks.csv",
        ".opened",
        ".before/competition.toml",
        "%2fetc%2fpasswd",
    ] {
        let answered = desk.put_new(&format!("{CUP}{path}"), "x").await;
        assert!([400, 404].contains(&answered.status), "{path}: {answered:?}");
        assert!([400, 404].contains(&desk.get(&format!("{CUP}{path}")).await.status), "{path}");
    }
    assert_eq!(fs::read_to_string(&outside).expect("still there"), "secret = 1");
    // A link in the folder, whoever put it there, is no file of the draft.
    fs::remove_file(desk.on_disk("cup/experts.csv")).expect("a file");
    symlink(&outside, desk.on_disk("cup/experts.csv")).expect("a link");
    assert_eq!(desk.get(&format!("{CUP}experts.csv")).await.status, 404);
    symlink(desk.folder.path(), desk.on_disk("elsewhere")).expect("a link");
    assert_eq!(desk.get("/api/drafts/elsewhere").await.status, 404);
    desk.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_do_not_overwrite_each_other() {
    let desk = Desk::with_cup().await;
    let path = format!("{CUP}competitors.csv");
    let first = desk.get(&path).await;
    let tag = first.header("etag").expect("a version").to_owned();
    assert_eq!(desk.send("PUT", &path, &[], "id,skill\n").await.code(), "version-missing");
    assert_eq!(desk.put_new(&path, "id,skill\n").await.code(), "changed-meanwhile");
    let saved = desk.send("PUT", &path, &[("If-Match", &tag)], "id,skill\nC1,skill-1\n").await;
    assert_eq!(saved.status, 200);
    let late = desk.send("PUT", &path, &[("If-Match", &tag)], "id,skill\nC2,skill-1\n").await;
    assert_eq!((late.status, late.code()), (412, "changed-meanwhile".to_owned()));
    assert_eq!(desk.send("DELETE", &path, &[("If-Match", &tag)], "").await.status, 412);
    let keys = json!({ "path": "competition.toml", "etag": "\"old\"", "set": [] });
    assert_eq!(desk.post("/api/drafts/cup/keys", &keys).await.status, 412);
    // One step back, and forth again.
    let undo = json!({ "path": "competitors.csv" });
    let undone = desk.post("/api/drafts/cup/undo", &undo).await.json();
    assert_eq!(undone["etag"], tag);
    assert_eq!(desk.get(&path).await.body, first.body);
    assert_eq!(desk.post("/api/drafts/cup/undo", &undo).await.json()["etag"], saved.json()["etag"]);
    assert_eq!(desk.post("/api/drafts/cup/undo", &json!({ "path": "delegations.csv" })).await.code(), "nothing-to-undo");
    desk.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_skill_is_deleted_and_brought_back() {
    let desk = Desk::with_cup().await;
    assert_eq!(desk.send("DELETE", &format!("{CUP}skills/skill-1"), &[], "").await.status, 204);
    assert!(codes(&desk.check().await).contains(&"no-skills"));
    assert_eq!(desk.send("DELETE", &format!("{CUP}skills/skill-1"), &[], "").await.status, 404);
    for name in ["skill.toml", "scheme.csv"] {
        assert_eq!(desk.post("/api/drafts/cup/undo", &json!({ "path": format!("skills/skill-1/{name}") })).await.status, 200);
    }
    assert_eq!(desk.check().await["openable"], true);
    desk.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused() {
    let desk = Desk::with_cup().await;
    let large = desk.put(&format!("{CUP}experts.csv"), &"x".repeat((16 << 20) + 1)).await;
    assert_eq!((large.status, large.code()), (413, "too-large".to_owned()));
    let fits = desk.put(&format!("{CUP}experts.csv"), &"x".repeat(1 << 20)).await;
    assert_eq!(fits.status, 200, "{fits:?}");
    desk.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_change_and_the_rest_of_the_file_stays() {
    let desk = Desk::with_cup().await;
    let path = format!("{CUP}skills/skill-1/skill.toml");
    desk.put(&path, "# by hand\ntitle = \"x\"\nodd = 7 # kept\n").await;
    let values = desk.get("/api/drafts/cup/values/skills/skill-1/skill.toml").await.json();
    assert_eq!(values["values"], json!({ "title": "x", "odd": 7 }));
    let set = json!({ "path": "skills/skill-1/skill.toml", "etag": values["etag"], "set": [
        { "key": ["title"], "value": "{ zh = \"甲\", en = \"A\" }" },
        { "key": ["judgement", "step"], "value": "0.5" },
        { "key": ["judgement", "scores"], "value": null },
    ] });
    assert_eq!(desk.post("/api/drafts/cup/keys", &set).await.status, 200);
    let text = String::from_utf8(desk.get(&path).await.body).expect("text");
    assert_eq!(text, "# by hand\ntitle = { zh = \"甲\", en = \"A\" }\nodd = 7 # kept\n\n[judgement]\nstep = 0.5\n");
    for (value, code) in [("= nonsense", "not-toml"), ("\"a\"\nb = 2", "not-toml")] {
        let etag = desk.get(&path).await.header("etag").map(str::to_owned);
        let set = json!({ "path": "skills/skill-1/skill.toml", "etag": etag, "set": [{ "key": ["a"], "value": value }] });
        assert_eq!(desk.post("/api/drafts/cup/keys", &set).await.code(), code, "{value}");
    }
    desk.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_comes_with_its_place() {
    let desk = Desk::with_cup().await;
    desk.put(&format!("{CUP}competitors.csv"), "id,skill,kind\nC1,skill-1,robot\nC1,skill-1,\n").await;
    let check = desk.check().await;
    assert_eq!(check["openable"], false);
    let kind = check["faults"].as_array().expect("faults").iter().find(|fault| fault["code"] == "unknown-kind").expect("a fault");
    assert_eq!(
        (&kind["file"], &kind["row"], &kind["column"], &kind["found"], &kind["severity"]),
        (&json!("competitors.csv"), &json!(2), &json!("kind"), &json!("robot"), &json!("error"))
    );
    assert!(kind["remedy"].as_str().is_some_and(|remedy| remedy.contains("worker")), "{kind}");
    assert!(codes(&check).contains(&"duplicate-competitor"));
    desk.venue.stop().await;
}

/// An office's list: a heading row below a title, words of its own, GBK.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_in_gbk_is_shown_and_taken_in() {
    let desk = Desk::with_cup().await;
    desk.put(&format!("{CUP}delegations.csv"), "id,name_zh\njs,江苏\n").await;
    let (bytes, _, _) =
        encoding_rs::GBK.encode("参赛名单,,,\n选手编号,姓名,参赛单位,类别\nA-1,沈翀,江苏,职工\nA-2,吕翊,浙江,机器人\nA-1,重名,,\n");
    let file = desk.folder.path().join("list.csv");
    fs::write(&file, &bytes).expect("a file");
    let preview = take_in(&desk, "competitors?merging=append&skill=skill-1", &bytes, None).await.json();
    assert_eq!((&preview["encoding"], &preview["heading_row"], &preview["total"]), (&json!("gb18030"), &json!(2), &json!(3)), "{preview}");
    let columns: Vec<&Value> = preview["headings"].as_array().expect("headings").iter().map(|heading| &heading["column"]).collect();
    assert_eq!(columns, [&json!("id"), &json!("name_zh"), &json!("delegation"), &json!("kind")]);
    // A name of a delegation becomes its id.
    let at = |name: &str| preview["becomes"].as_array().expect("columns").iter().position(|column| column == name).expect(name);
    assert_eq!((&preview["rows"][0]["row"], &preview["rows"][0]["cells"][at("delegation")]), (&json!(3), &json!("js")), "{preview}");
    let found: Vec<(&str, u64)> = preview["faults"]
        .as_array()
        .expect("faults")
        .iter()
        .filter_map(|fault| Some((fault["code"].as_str()?, fault["row"].as_u64()?)))
        .collect();
    assert_eq!(found, [("unknown-delegation", 4), ("unknown-kind", 4), ("duplicate-competitor", 5)], "{preview}");
    assert_eq!((&preview["applied"], codes(&desk.check().await)), (&json!(false), vec!["no-competitors"]));
    // Applied, it is the table; once more it is refused, for the table has changed.
    let tag = preview["etag"].as_str().expect("a version").to_owned();
    assert_eq!(take_in(&desk, "competitors?merging=append&skill=skill-1&apply=true", &bytes, None).await.code(), "version-missing");
    let applied = take_in(&desk, "competitors?merging=append&skill=skill-1&apply=true", &bytes, Some(&tag)).await;
    assert_eq!(applied.json()["applied"], true);
    assert_eq!(take_in(&desk, "competitors?merging=append&skill=skill-1&apply=true", &bytes, Some(&tag)).await.status, 412);
    assert_eq!(desk.check().await["skills"][0]["competitors"], 2);
    desk.post("/api/drafts/cup/undo", &json!({ "path": "competitors.csv" })).await;
    assert_eq!(desk.check().await["skills"][0]["competitors"], 0);
    desk.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_in_a_workbook_names_its_sheets_and_columns_may_be_chosen() {
    let desk = Desk::with_cup().await;
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("notes").expect("a name").write(0, 0, "nothing").expect("a cell");
    let sheet = workbook.add_worksheet().set_name("裁判").expect("a name");
    for (row, cells) in [["Number", "Name", "Job"], ["E7", "Zhang", "裁判长"], ["", "Li", "裁判"]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(u32::try_from(row).expect("few"), u16::try_from(column).expect("few"), *cell).expect("a cell");
        }
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let guessed = take_in(&desk, "experts?merging=replace&sheet=%E8%A3%81%E5%88%A4", &bytes, None).await.json();
    assert_eq!((&guessed["sheets"], &guessed["encoding"]), (&json!(["notes", "裁判"]), &json!("workbook")));
    assert_eq!(guessed["headings"][2], json!({ "heading": "Job", "column": null }));
    let path = "experts?merging=replace&sheet=%E8%A3%81%E5%88%A4&map=id,name,role&skill=skill-1";
    let chosen = take_in(&desk, path, &bytes, None).await.json();
    assert_eq!(chosen["faults"].as_array().map_or(0, |all| all.iter().filter(|fault| fault["severity"] == "error").count()), 0, "{chosen}");
    // Who has no id gets one.
    let id = chosen["becomes"].as_array().expect("columns").iter().position(|column| column == "id").expect("an id");
    assert_eq!((&chosen["rows"][0]["cells"][id], &chosen["rows"][1]["cells"][id]), (&json!("E7"), &json!("E002")), "{chosen}");
    for (body, code) in
        [(&b"\xD0\xCF\x11\xE0old"[..], "no-list"), (b"PK\x03\x04 no zip", "no-list"), (b"\x00\x01", "no-list"), (b"", "no-list")]
    {
        let reply = take_in(&desk, "experts?merging=append", body, None).await;
        assert_eq!((reply.status, reply.code()), (422, code.to_owned()), "{body:?}");
    }
    desk.venue.stop().await;
}

/// The CIS workbook of the fixture, shown as a table and turned into one that says the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_becomes_a_table() {
    let desk = Desk::new().await;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/competitions/digital-skills");
    desk.post("/api/drafts", &json!({ "draft": "cup", "from": "nothing" })).await;
    let skill = "skills/artificial-intelligence";
    for path in ["competition.toml", "competitors.csv", "experts.csv", "delegations.csv"] {
        let text = fs::read_to_string(source.join(path)).expect(path).replace("digital-skills", "cup");
        assert_eq!(desk.put_new(&format!("{CUP}{path}"), &text).await.status, 200, "{path}");
    }
    for name in ["skill.toml", "scheme.xlsx"] {
        let bytes = fs::read(source.join(skill).join(name)).expect(name);
        let sent = send_bytes(&desk, "PUT", &format!("{CUP}{skill}/{name}"), &[("If-None-Match", "*")], &bytes).await;
        assert_eq!(sent.status, 200, "{sent:?}");
    }
    let before = desk.check().await["skills"][0].clone();
    let workbook = "/api/drafts/cup/workbooks/artificial-intelligence";
    let shown = desk.get(workbook).await.json();
    assert_eq!(shown["same"], true);
    assert!(shown["table"].as_str().is_some_and(|table| table.starts_with("criterion,sub_criterion,day,aspect")), "{shown}");
    assert_eq!(desk.send("POST", workbook, &[], "").await.status, 204);
    assert_eq!(desk.check().await["skills"][0], before);
    assert_eq!(desk.get(&format!("{CUP}{skill}/scheme.xlsx")).await.status, 404);
    assert_eq!(desk.get(workbook).await.code(), "no-table");
    assert_eq!(desk.get("/api/drafts/cup/workbooks/none").await.status, 404);
    desk.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_checked_and_has_no_errors_is_opened_and_it_stays() {
    let desk = Desk::with_cup().await;
    let open = |digest: Value| json!({ "digest": digest });
    desk.put(&format!("{CUP}experts.csv"), "id,skill,role\nE1,skill-1,judge\n").await;
    let faulty = desk.post("/api/drafts/cup/open", &open(desk.check().await["digest"].clone())).await;
    assert_eq!((faulty.status, faulty.code()), (409, "draft-has-errors".to_owned()));
    let checked = desk.check().await["digest"].clone();
    desk.put(&format!("{CUP}experts.csv"), "id,skill,role\nE1,skill-1,expert\n").await;
    assert_eq!(desk.post("/api/drafts/cup/open", &open(checked)).await.code(), "changed-meanwhile");
    desk.put(&format!("{CUP}competitors.csv"), "id,skill,name_zh\nC1,skill-1,沈翀\n").await;
    let opened = desk.post("/api/drafts/cup/open", &open(desk.check().await["digest"].clone())).await;
    assert_eq!((opened.status, opened.json()), (200, json!({ "competition": "cup" })));
    // The draft is a record now.
    assert_eq!(desk.put(&format!("{CUP}experts.csv"), "id,skill\n").await.code(), "draft-opened");
    assert_eq!(desk.post("/api/drafts/cup/open", &open(desk.check().await["digest"].clone())).await.code(), "draft-opened");
    assert_eq!(desk.get("/api/drafts/cup").await.json()["opened"], "cup");
    let code = desk.post("/api/pairing-codes", &json!({ "competition": "cup", "skill": "skill-1", "expert": "E1" })).await;
    assert_eq!(code.status, 200, "{code:?}");
    // Another of the same id cannot be.
    desk.post("/api/drafts", &json!({ "draft": "again", "from": { "copy-of": "cup" } })).await;
    let about = desk.get("/api/drafts/again/values/competition.toml").await.json();
    let set = json!({ "path": "competition.toml", "etag": about["etag"], "set": [{ "key": ["id"], "value": "\"cup\"" }] });
    desk.post("/api/drafts/again/keys", &set).await;
    assert_eq!(codes(&desk.get("/api/drafts/again/check").await.json())[0], "already-open");
    let Desk { venue, folder, .. } = desk;
    let app = venue.app();
    let before = app.views.contests[0].state().dump();
    drop(app);
    venue.stop().await;
    // Nothing but the journal is needed for it.
    fs::remove_dir_all(folder.path().join("drafts")).expect("a folder");
    let venue = Venue::open(&folder, Vec::new()).await;
    let app = venue.app();
    assert_eq!(app.views.contests[0].competition.skills[0].competitors[0].name.zh, "沈翀");
    let replayed = Contest::replay(&app.store, "cup".parse().expect("an id")).expect("a sound journal");
    assert_eq!((replayed.state.dump(), app.views.contests[0].state().dump()), (before.clone(), before));
    drop(app);
    venue.stop().await;
}

async fn take_in(desk: &Desk, query: &str, bytes: &[u8], tag: Option<&str>) -> Reply {
    let headers: Vec<(&str, &str)> = tag.map(|tag| ("If-Match", tag)).into_iter().collect();
    send_bytes(desk, "POST", &format!("/api/drafts/cup/lists/{query}"), &headers, bytes).await
}

async fn send_bytes(desk: &Desk, method: &str, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> Reply {
    let mut all = vec![("Cookie", desk.cookie.as_str())];
    all.extend(headers);
    common::http::request_bytes(desk.venue.address, method, path, &all, bytes).await
}
