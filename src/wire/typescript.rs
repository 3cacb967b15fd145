//! The page's types are made from these; the test fails when the committed file is not what they say.

use ts_rs::{Config, TS};

use super::*;

macro_rules! declarations {
    ($config:expr, $($kind:ty),* $(,)?) => {
        [$(format!("export {}\n", <$kind as TS>::decl($config))),*].join("\n")
    };
}

#[test]
fn the_page_has_these_types() {
    let config = Config::default();
    let declared = declarations!(
        &config,
        crate::competition::Text,
        crate::competition::CompetitorKind,
        crate::competition::ExpertRole,
        crate::competition::Visibility,
        crate::competition::CompetitionClass,
        Competitions,
        CompetitionSummary,
        SkillSummary,
        SkillState,
        Progress,
        PairRequest,
        PairAnswer,
        SessionRequest,
        Desk,
        DeskCompetition,
        DeskExpert,
        DeskDevice,
        PairingCodeRequest,
        WithdrawalRequest,
        crate::competition::Medal,
        DeskStandings,
        DeskStanding,
        DeskChance,
        crate::explain::Explanation,
        crate::explain::Node,
        crate::explain::NodeKind,
        PairingCode,
        DrawCommitRequest,
        DrawRevealRequest,
        WitnessRequest,
        DrawCancelRequest,
        crate::ranking::draw::DrawFile,
        crate::ranking::DrawRecord,
        crate::ranking::draw::Witness,
        Health,
        ErrorBody,
        Problem,
        crate::competition::PopulationMembers,
        crate::competition::MissingMarks,
        crate::competition::TieLast,
        crate::ranking::PublishedBasis,
        crate::ranking::PublishedRules,
        crate::ranking::PublishedScale,
        crate::ranking::PublishedMethod,
        crate::ranking::Named,
        BoardMessage,
        Snapshot,
        BoardCompetitor,
        BoardDelegation,
        BoardRow,
        BoardMedal,
        Delta,
        Closing,
        FromTablet,
        Hello,
        SubmitMessage,
        LockRequest,
        UnlockMessage,
        ToTablet,
        Welcome,
        ExpertCard,
        SkillCard,
        JudgementCard,
        SubCriterionCard,
        AspectCard,
        AspectType,
        EntryKind,
        ScoreRange,
        CompetitorCard,
        Marks,
        Cell,
        CellProgress,
        OwnEntry,
        ReceiptMessage,
        Refused,
        Locked,
        Failure,
        Status,
    );
    let text = format!("// Made from src/wire by `UPDATE_TYPES=1 cargo test the_page_has_these_types`.\n\n{declared}");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/web/src/wire/generated.ts");
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(path, &text).expect("web/src/wire is there");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), text, "run `UPDATE_TYPES=1 cargo test the_page_has_these_types`");
}
