//! The skill a path names.

use super::ask_as_organiser;
use crate::{
    competition::{BrowserId, Skill, SkillId},
    judging::Action,
    live::{ContestView, Look, called::called, find_competitor, known_as},
    server::{app::App, error::ApiError},
};

pub struct Place<'a> {
    pub app: &'a App,
    pub contest: usize,
    pub view: &'a ContestView,
    pub index: usize,
}

impl<'a> Place<'a> {
    pub fn find(app: &'a App, competition: &str, skill: &str) -> Result<Self, ApiError> {
        let (contest, view) = app.views.find(competition).ok_or(ApiError::NotFound("such competition"))?;
        let index = view.competition.skill_index(skill).ok_or(ApiError::NotFound("such skill"))?;
        Ok(Self { app, contest, view, index })
    }

    /// With ids and names.
    pub fn skill(&self) -> &'a Skill {
        &self.view.competition.skills[self.index]
    }

    pub fn skill_id(&self) -> SkillId {
        self.skill().id.clone()
    }

    /// Somebody who may be named by a code; as text that was typed otherwise.
    pub fn id_of(&self, named: String) -> String {
        let (skill, state) = (self.skill(), self.view.state());
        match find_competitor(skill, &state.skills[self.index], &named) {
            Some(index) => skill.competitors[index].id.to_string(),
            None => named,
        }
    }

    /// What tablets call somebody who may be named otherwise at the desk.
    pub fn called(&self, named: String) -> String {
        let (skill, state) = (self.skill(), self.view.state());
        let of_skill = &state.skills[self.index];
        find_competitor(skill, of_skill, &named).map_or(named, |index| called(skill, of_skill, index).to_owned())
    }

    /// Has the organiser's action done. A refusal names nobody whom codes hide.
    pub async fn ask(&self, action: Action) -> Result<(), ApiError> {
        self.ask_from(None, action).await
    }

    /// The same in a browser: what takes two people takes two of them.
    pub async fn ask_from(&self, browser: Option<BrowserId>, action: Action) -> Result<(), ApiError> {
        ask_as_organiser(self.app, self.contest, action, browser).await.map_err(|error| match error {
            ApiError::Refused(refusal) => ApiError::Refused(refusal.naming(|id| self.name_of(id))),
            other => other,
        })
    }

    fn name_of(&self, id: &str) -> String {
        let state = self.view.state();
        let of_skill = &state.skills[self.index];
        of_skill.competitor(id).map_or_else(|| id.to_owned(), |index| known_as(self.skill(), of_skill, index))
    }

    pub fn look(&self) -> Look<'a> {
        Look::at(self.view, self.index)
    }
}

/// What takes milliseconds runs where it may: other requests do not wait for it, and marks never do.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, ApiError> + Send + 'static) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::Internal("an answer could not be made"))?
}
