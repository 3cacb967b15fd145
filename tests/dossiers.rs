//! `jinbang dossier`: a PDF for one subject, and errors that say what there is.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::common::{
    folder::fixture,
    process::{Ended, jinbang, run},
};

fn dossier(out: &Path, more: &[&str]) -> Ended {
    let programmes = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes");
    run(jinbang().arg("dossier").arg(fixture("digital-skills")).arg("--programmes").arg(programmes).arg("--out").arg(out).args(more))
}

/// How many pages a file says that it has.
fn pages(file: &[u8]) -> usize {
    String::from_utf8_lossy(file).matches("/Type/Page/").count() + String::from_utf8_lossy(file).matches("/Type /Page\n").count()
}

#[test]
fn a_dossier_is_of_its_subject() {
    let folder = TempDir::new().expect("a folder");
    let made = |name: &str, more: &[&str]| {
        let file = folder.path().join(name);
        let ended = dossier(&file, &[&["--programme", "leading-talent"], more].concat());
        assert_eq!(ended.code, Some(0), "{more:?}: {ended:?}");
        fs::read(file).expect("a dossier")
    };
    let one = made("one.pdf", &["--person", "IM-16/1"]);
    assert!(one == made("again.pdf", &["--person", "IM-16/1"]), "the same input gives the same bytes");
    assert!(one != made("other.pdf", &["--person", "IM-16/2"]));
    assert!(one != made("named.pdf", &["--person", "IM-16/1", "--names"]), "names are masked unless they are asked for");
    let team = made("team.pdf", &["--competitor", "IM-16"]);
    assert!(pages(&team) > pages(&one), "every member begins a page: {} and {}", pages(&team), pages(&one));
    assert!(String::from_utf8_lossy(&one).contains("<pdfaid:conformance>B</pdfaid:conformance>"));
}

#[test]
fn faults_say_what_there_is() {
    let file = Path::new("/nowhere/dossier.pdf");
    let cases: [(&[&str], &str); 5] = [
        (&["--programme", "leading-talents", "--competitor", "IC-01"], "did you mean \"leading-talent\"?"),
        (&["--programme", "leading-talent", "--competitor", "IC-1"], "there is no competitor \"IC-1\""),
        (&["--programme", "leading-talent", "--person", "nobody"], "there is no person \"nobody\""),
        (&["--programme", "leading-talent"], "--person <PERSON>|--competitor <COMPETITOR>"),
        (&["--programme", "leading-talent", "--competitor", "IC-01"], "/nowhere/dossier.pdf cannot be written"),
    ];
    for (more, wanted) in cases {
        let ended = dossier(file, more);
        assert_eq!(ended.code, Some(2), "{more:?}: {ended:?}");
        assert!(ended.err.contains(wanted), "{more:?}: {}", ended.err);
    }
}
