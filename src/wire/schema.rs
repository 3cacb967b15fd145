//! Exact numbers and ids are strings in a schema too.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{
    competition::{AspectId, CompetitionId, CompetitorId, DelegationId, DeviceId, ExpertId, GraderId, PanelId, SkillId, SubCriterionId},
    decimal::Decimal,
};

macro_rules! strings {
    ($($kind:ident),* $(,)?) => {$(
        impl JsonSchema for $kind {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($kind).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string" })
            }
        }
    )*};
}

strings!(AspectId, CompetitionId, CompetitorId, Decimal, DelegationId, DeviceId, ExpertId, GraderId, PanelId, SkillId, SubCriterionId);
