//! Folders for tests: a small sound competition, and changes to it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jinbang::import::{self, Fault, Import};
use tempfile::TempDir;

pub const COMPETITION: &str =
    "id = \"try-out\"\ntitle = \"Try-out\"\nclass = \"municipal\"\nstarts = \"2026-11-18\"\nends = \"2026-11-19\"\n";
pub const SKILL: &str = r#"title = "Cables"

[scheme]
total = 10

[judgement]
scores = [0, 3]
experts = 3
max_spread = 1

[measurement]
step = "0.25"

[ties]
keys = ["module:practice"]

[medals]
rule = "top-n"

[modules]
practice = ["B"]

[[panels]]
id = "p1"
sub_criteria = ["A1", "B1"]

[calculations.colour]
kind = "choice"
choices = [{ label = "good", deduction = 0 }, { label = "poor", deduction = 1.5 }]
"#;
pub const SCHEME: &str = "criterion,sub_criterion,day,aspect,type,name,max_mark,section,calculation,score_0,score_1,score_2,score_3
A,A1,1,A1.M1,M,Length,2.00,1,,,,,
A,A1,1,A1.J1,J,Looks,3.00,1,,none,some,good,best
B,B1,2,B1.M1,M,Colour,2.00,1,colour,,,,
B,B1,2,B1.J1,J,Order,3.00,1,,none,some,good,best
";
pub const DELEGATIONS: &str = "id,name_zh,name_en\nnorth,北,North\nsouth,南,South\n";
pub const COMPETITORS: &str = "id,skill,name_zh,name_en,delegation,kind,members,eligible
C1,cables,沈翀,Shen Chong,north,worker,,yes
C2,cables,白喆,Bai Zhe,south,student,,yes
C3,cables,古丽,Guli,,teacher,,否
";
pub const EXPERTS: &str = "id,skill,name,delegation,role,panel
E1,cables,甲,,expert,p1
E2,cables,乙,,expert,p1
E3,cables,丙,,chief,p1
E4,cables,丁,north,expert,p1
E5,cables,戊,,supervisor,
";
pub const MARKS: &str = "skill,competitor,aspect,expert,value,at
cables,C1,A1.M1,,1.75,2026-11-18T09:00:00+08:00
cables,C1,A1.J1,E1,2,
cables,C1,A1.J1,E2,3,
cables,C1,A1.J1,E3,3,
cables,C1,B1.M1,,good,
cables,C1,B1.J1,E1,1,
cables,C1,B1.J1,E2,1,
cables,C1,B1.J1,E3,1,
cables,C2,A1.M1,,2,
cables,C2,A1.J1,E1,2,
cables,C2,A1.J1,E2,2,
cables,C2,A1.J1,E4,2,
cables,C2,B1.M1,,poor,
cables,C2,B1.J1,E1,3,
cables,C2,B1.J1,E2,3,
cables,C2,B1.J1,E4,3,
cables,C3,A1.M1,,0,
cables,C3,A1.J1,E1,0,
cables,C3,A1.J1,E2,0,
cables,C3,A1.J1,E3,0,
cables,C3,B1.M1,,good,
cables,C3,B1.J1,E1,0,
cables,C3,B1.J1,E2,0,
cables,C3,B1.J1,E3,1,
";

pub const FILES: [(&str, &str); 7] = [
    ("competition.toml", COMPETITION),
    ("skills/cables/skill.toml", SKILL),
    ("skills/cables/scheme.csv", SCHEME),
    ("delegations.csv", DELEGATIONS),
    ("competitors.csv", COMPETITORS),
    ("experts.csv", EXPERTS),
    ("marks.csv", MARKS),
];

pub struct Folder(TempDir);

impl Folder {
    pub fn empty() -> Self {
        Self(TempDir::with_prefix("try-out-").unwrap())
    }

    /// The sound competition.
    pub fn sound() -> Self {
        let folder = Self::empty();
        for (file, content) in FILES {
            folder.put(file, content);
        }
        folder
    }

    pub fn put(&self, file: &str, content: impl AsRef<[u8]>) {
        let path = self.0.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn remove(&self, file: &str) {
        fs::remove_file(self.0.path().join(file)).unwrap();
    }

    /// Replaces a piece of a file of the sound competition.
    pub fn change(&self, file: &str, from: &str, to: &str) {
        let content = fs::read_to_string(self.0.path().join(file)).unwrap();
        assert!(content.contains(from), "{file} does not contain {from:?}");
        self.put(file, content.replacen(from, to, 1));
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn read(&self) -> Import {
        import::read_folder(self.path())
    }
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/competitions").join(name)
}

/// `error code file:row:column`
pub fn shown(fault: &Fault) -> String {
    format!("{} {} {}", if fault.is_error() { "error" } else { "warning" }, fault.code, fault.location())
}

/// One change to the sound folder: file, what is replaced, by what, and the fault.
pub type Case<'a> = (&'a str, &'a str, &'a str, &'a str);

pub fn assert_reported(cases: &[Case<'_>]) {
    for (file, from, to, expected) in cases {
        let folder = Folder::sound();
        folder.change(file, from, to);
        let import = folder.read();
        let found: Vec<String> = import.faults.iter().map(shown).collect();
        assert!(found.iter().any(|fault| fault == expected), "{file}: {from:?} → {to:?}\nexpected {expected}\nfound {found:#?}");
        assert!(import.faults.iter().all(|fault| !fault.problem.is_empty() && !fault.remedy.is_empty()));
        assert_eq!(import.is_openable(), !found.iter().any(|fault| fault.starts_with("error")), "{from:?}");
    }
}
