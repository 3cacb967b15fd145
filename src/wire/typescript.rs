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
    let pages = declarations!(
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
    let text = format!("// Made from src/wire by `UPDATE_TYPES=1 cargo test the_page_has_these_types`.\n\n{pages}\n{}", reports(&config));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/web/src/wire/generated.ts");
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(path, &text).expect("web/src/wire is there");
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), text, "run `UPDATE_TYPES=1 cargo test the_page_has_these_types`");
}

/// Analyses of a skill.
fn reports(config: &Config) -> String {
    declarations!(
        config,
        LiveReport<()>,
        LiveState,
        crate::fairness::report::SkillFairness,
        crate::fairness::report::Note,
        crate::fairness::report::Methods,
        crate::fairness::report::Parameters,
        crate::fairness::report::Block,
        crate::fairness::report::BlockExpert,
        crate::fairness::report::ExpertFairness,
        crate::fairness::report::ExpertRasch,
        crate::fairness::report::DriftReport,
        crate::fairness::report::CompatriotsReport,
        crate::fairness::report::CompetitorFairness,
        crate::fairness::report::AspectFairness,
        crate::fairness::report::Threshold,
        crate::fairness::report::RaschSummary,
        crate::fairness::report::SubsetExpert,
        crate::fairness::report::Separations,
        crate::fairness::report::SeparationReport,
        crate::fairness::report::Agreement,
        crate::fairness::report::Icc<f64>,
        crate::fairness::report::IccData,
        crate::fairness::report::Alpha,
        crate::fairness::report::KendallReport,
        crate::fairness::report::SurprisesReport,
        crate::fairness::report::Surprise,
        crate::fairness::report::Ranks,
        crate::fairness::report::RankReport,
        crate::compare::SkillComparison,
        crate::compare::MethodSummary,
        crate::compare::CompetitorComparison,
        crate::compare::MedalChange,
        crate::compare::Change,
    )
}
