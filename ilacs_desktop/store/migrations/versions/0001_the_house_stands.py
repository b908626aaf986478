"""The house stands: every table, index and trigger of the first release.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE store_facts (
    name VARCHAR(40) NOT NULL,
    value VARCHAR(200) NOT NULL,
    CONSTRAINT pk_store_facts PRIMARY KEY (name)
)
""",
    """
CREATE TABLE inspections (
    authority VARCHAR(200) NOT NULL,
    framework_key VARCHAR(60) NOT NULL,
    framework_name VARCHAR(200) NOT NULL,
    framework_edition VARCHAR(60) NOT NULL,
    notified_at VARCHAR(27) NOT NULL,
    on_site_from DATE NOT NULL,
    on_site_until DATE NOT NULL,
    on_site_basis VARCHAR(60) NOT NULL,
    lead_inspector VARCHAR(200) NOT NULL,
    focus TEXT NOT NULL,
    state VARCHAR(60) NOT NULL,
    paused_on DATE,
    paused_from VARCHAR(60),
    draft_received_on DATE,
    report_received_on DATE,
    published_on DATE,
    is_rehearsal BOOLEAN NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_inspections PRIMARY KEY (id),
    CONSTRAINT ck_inspections_authority_is_given CHECK (authority <> ''),
    CONSTRAINT ck_inspections_days_in_order CHECK (on_site_until >= on_site_from)
)
""",
    """
CREATE TABLE past_inspections (
    authority VARCHAR(200) NOT NULL,
    name VARCHAR(200) NOT NULL,
    ended_on DATE NOT NULL,
    grades TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_past_inspections PRIMARY KEY (id)
)
""",
    """
CREATE TABLE people (
    name VARCHAR(200) NOT NULL,
    side VARCHAR(60) NOT NULL,
    role VARCHAR(200) NOT NULL,
    team VARCHAR(200) NOT NULL,
    locality VARCHAR(200) NOT NULL,
    email VARCHAR(320) NOT NULL,
    phone VARCHAR(60) NOT NULL,
    known_as VARCHAR(200) NOT NULL,
    works_from TIME NOT NULL,
    works_until TIME NOT NULL,
    is_active BOOLEAN NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_people PRIMARY KEY (id),
    CONSTRAINT ck_people_name_is_given CHECK (name <> '')
)
""",
    """
CREATE TABLE places (
    name VARCHAR(200) NOT NULL,
    site VARCHAR(200) NOT NULL,
    capacity INTEGER,
    link TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_places PRIMARY KEY (id),
    CONSTRAINT ck_places_name_is_given CHECK (name <> ''),
    CONSTRAINT ck_places_capacity_is_positive CHECK (capacity IS NULL OR capacity > 0),
    CONSTRAINT uq_places_name_site UNIQUE (name, site)
)
""",
    """
CREATE TABLE travel_times (
    from_site VARCHAR(200) NOT NULL,
    to_site VARCHAR(200) NOT NULL,
    minutes INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_travel_times PRIMARY KEY (id),
    CONSTRAINT uq_travel_times_from_site_to_site UNIQUE (from_site, to_site),
    CONSTRAINT ck_travel_times_sites_are_in_order CHECK (from_site < to_site),
    CONSTRAINT ck_travel_times_minutes_are_not_negative CHECK (minutes >= 0)
)
""",
    """
CREATE TABLE audit_entries (
    sequence INTEGER NOT NULL,
    deed_number INTEGER NOT NULL,
    happened_at VARCHAR(27) NOT NULL,
    recorded_at VARCHAR(27) NOT NULL,
    actor VARCHAR(200) NOT NULL,
    deed VARCHAR(200) NOT NULL,
    kind VARCHAR(60) NOT NULL,
    record_table VARCHAR(60) NOT NULL,
    record_id INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT,
    chain TEXT NOT NULL,
    CONSTRAINT pk_audit_entries PRIMARY KEY (sequence)
)
""",
    """
CREATE TABLE number_series (
    id INTEGER NOT NULL,
    inspection_id INTEGER NOT NULL,
    series VARCHAR(40) NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_number_series PRIMARY KEY (id),
    CONSTRAINT uq_number_series_inspection_id_series UNIQUE (inspection_id, series)
)
""",
    """
CREATE TABLE settings (
    "key" VARCHAR(80) NOT NULL,
    value TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY (id),
    CONSTRAINT uq_settings_key UNIQUE ("key")
)
""",
    """
CREATE TABLE links (
    inspection_id INTEGER NOT NULL,
    from_kind VARCHAR(60) NOT NULL,
    from_id INTEGER NOT NULL,
    to_kind VARCHAR(60) NOT NULL,
    to_id INTEGER NOT NULL,
    why VARCHAR(200) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_links PRIMARY KEY (id),
    CONSTRAINT uq_links_from_kind_from_id_to_kind_to_id UNIQUE (from_kind, from_id, to_kind, to_id)
)
""",
    """
CREATE TABLE framework_snapshots (
    inspection_id INTEGER NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    edition VARCHAR(60) NOT NULL,
    "values" TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_framework_snapshots PRIMARY KEY (id),
    CONSTRAINT uq_framework_snapshots_inspection_id UNIQUE (inspection_id),
    CONSTRAINT fk_framework_snapshots_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE milestones (
    inspection_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    what TEXT NOT NULL,
    hangs_on VARCHAR(120) NOT NULL,
    due_on DATE,
    due_at_time TIME,
    basis VARCHAR(60) NOT NULL,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    is_overridden BOOLEAN NOT NULL,
    by_itself BOOLEAN NOT NULL,
    done_at VARCHAR(27),
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_milestones PRIMARY KEY (id),
    CONSTRAINT uq_milestones_inspection_id_key UNIQUE (inspection_id, "key"),
    CONSTRAINT fk_milestones_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE judgements (
    inspection_id INTEGER NOT NULL,
    area_key VARCHAR(60) NOT NULL,
    label TEXT NOT NULL,
    provisional VARCHAR(60),
    final VARCHAR(60),
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_judgements PRIMARY KEY (id),
    CONSTRAINT uq_judgements_inspection_id_area_key UNIQUE (inspection_id, area_key),
    CONSTRAINT fk_judgements_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE absences (
    person_id INTEGER NOT NULL,
    kind VARCHAR(60) NOT NULL,
    starts_at VARCHAR(27) NOT NULL,
    ends_at VARCHAR(27) NOT NULL,
    note TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_absences PRIMARY KEY (id),
    CONSTRAINT ck_absences_ends_after_it_starts CHECK (ends_at > starts_at),
    CONSTRAINT fk_absences_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
)
""",
    """
CREATE TABLE issues (
    inspection_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    issued_at VARCHAR(27) NOT NULL,
    issued_by VARCHAR(200) NOT NULL,
    note TEXT NOT NULL,
    changes INTEGER NOT NULL,
    slot_count INTEGER NOT NULL,
    digest VARCHAR(64) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_issues PRIMARY KEY (id),
    CONSTRAINT uq_issues_inspection_id_number UNIQUE (inspection_id, number),
    CONSTRAINT ck_issues_number_is_positive CHECK (number > 0),
    CONSTRAINT fk_issues_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE review_steps (
    inspection_id INTEGER NOT NULL,
    day DATE NOT NULL,
    "key" VARCHAR(40) NOT NULL,
    state VARCHAR(60) NOT NULL,
    note TEXT NOT NULL,
    finished_at VARCHAR(27) NOT NULL,
    finished_by VARCHAR(200) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_review_steps PRIMARY KEY (id),
    CONSTRAINT uq_review_steps_inspection_id_day_key UNIQUE (inspection_id, day, "key"),
    CONSTRAINT ck_review_steps_state_is_final CHECK (state IN ('done', 'skipped')),
    CONSTRAINT fk_review_steps_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE enquiries (
    inspection_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    state VARCHAR(60) NOT NULL,
    started_at VARCHAR(27) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_enquiries PRIMARY KEY (id),
    CONSTRAINT uq_enquiries_inspection_id_number UNIQUE (inspection_id, number),
    CONSTRAINT ck_enquiries_title_is_given CHECK (title <> ''),
    CONSTRAINT fk_enquiries_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE children (
    inspection_id INTEGER NOT NULL,
    child_id VARCHAR(100) NOT NULL,
    code VARCHAR(20),
    cohorts VARCHAR(300) NOT NULL,
    team VARCHAR(200) NOT NULL,
    worker VARCHAR(200) NOT NULL,
    worker_id INTEGER,
    manager VARCHAR(200) NOT NULL,
    age_band VARCHAR(20) NOT NULL,
    last_seen_on DATE,
    last_visit_on DATE,
    facts TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_children PRIMARY KEY (id),
    CONSTRAINT uq_children_inspection_id_child_id UNIQUE (inspection_id, child_id),
    CONSTRAINT uq_children_inspection_id_code UNIQUE (inspection_id, code),
    CONSTRAINT ck_children_child_id_is_given CHECK (child_id <> ''),
    CONSTRAINT fk_children_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_children_worker_id_people FOREIGN KEY(worker_id) REFERENCES people (id)
)
""",
    """
CREATE TABLE annex_a_imports (
    inspection_id INTEGER NOT NULL,
    file_name VARCHAR(300) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    edition VARCHAR(100) NOT NULL,
    taken_at VARCHAR(27) NOT NULL,
    taken_by VARCHAR(200) NOT NULL,
    counts TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_annex_a_imports PRIMARY KEY (id),
    CONSTRAINT fk_annex_a_imports_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE message_originals (
    id INTEGER NOT NULL,
    inspection_id INTEGER NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    file_name VARCHAR(200) NOT NULL,
    content BLOB,
    CONSTRAINT pk_message_originals PRIMARY KEY (id),
    CONSTRAINT uq_message_originals_inspection_id_sha256 UNIQUE (inspection_id, sha256),
    CONSTRAINT fk_message_originals_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE notes (
    inspection_id INTEGER NOT NULL,
    inspector_id INTEGER NOT NULL,
    inspector_label VARCHAR(200) NOT NULL,
    day DATE NOT NULL,
    text TEXT NOT NULL,
    saved_at VARCHAR(27) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_notes PRIMARY KEY (id),
    CONSTRAINT uq_notes_inspection_id_inspector_id_day UNIQUE (inspection_id, inspector_id, day),
    CONSTRAINT fk_notes_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_notes_inspector_id_people FOREIGN KEY(inspector_id) REFERENCES people (id)
)
""",
    """
CREATE TABLE sheets (
    inspection_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind VARCHAR(60) NOT NULL,
    audience VARCHAR(60) NOT NULL,
    day DATE NOT NULL,
    as_of VARCHAR(27) NOT NULL,
    title VARCHAR(300) NOT NULL,
    issue_number INTEGER,
    previous_number INTEGER,
    audit_code VARCHAR(40) NOT NULL,
    authority VARCHAR(200) NOT NULL,
    inspection_title VARCHAR(400) NOT NULL,
    day_line VARCHAR(200) NOT NULL,
    marking VARCHAR(60) NOT NULL,
    embargo VARCHAR(300) NOT NULL,
    made_by VARCHAR(200) NOT NULL,
    person VARCHAR(200) NOT NULL,
    person_id INTEGER,
    sections TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_sheets PRIMARY KEY (id),
    CONSTRAINT uq_sheets_inspection_id_number UNIQUE (inspection_id, number),
    CONSTRAINT ck_sheets_number_is_positive CHECK (number > 0),
    CONSTRAINT fk_sheets_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_sheets_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
)
""",
    """
CREATE TABLE reminders (
    inspection_id INTEGER NOT NULL,
    "key" VARCHAR(120) NOT NULL,
    due_at VARCHAR(27),
    text TEXT NOT NULL,
    snoozed_until VARCHAR(27),
    dismissed_at VARCHAR(27),
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_reminders PRIMARY KEY (id),
    CONSTRAINT uq_reminders_inspection_id_key UNIQUE (inspection_id, "key"),
    CONSTRAINT fk_reminders_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE slots (
    inspection_id INTEGER NOT NULL,
    uid VARCHAR(64) NOT NULL,
    starts_at VARCHAR(27) NOT NULL,
    ends_at VARCHAR(27) NOT NULL,
    purpose VARCHAR(300) NOT NULL,
    kind VARCHAR(60) NOT NULL,
    place_id INTEGER,
    child_id INTEGER,
    case_code VARCHAR(20) NOT NULL,
    enquiries TEXT NOT NULL,
    status VARCHAR(60) NOT NULL,
    status_reason TEXT NOT NULL,
    locked BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    late_minutes INTEGER NOT NULL,
    started_at VARCHAR(27),
    ended_at VARCHAR(27),
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_slots PRIMARY KEY (id),
    CONSTRAINT uq_slots_inspection_id_uid UNIQUE (inspection_id, uid),
    CONSTRAINT ck_slots_ends_after_it_starts CHECK (ends_at > starts_at),
    CONSTRAINT ck_slots_purpose_is_given CHECK (purpose <> ''),
    CONSTRAINT ck_slots_late_is_not_negative CHECK (late_minutes >= 0),
    CONSTRAINT fk_slots_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_slots_place_id_places FOREIGN KEY(place_id) REFERENCES places (id),
    CONSTRAINT fk_slots_child_id_children FOREIGN KEY(child_id) REFERENCES children (id)
)
""",
    """
CREATE TABLE issued_slots (
    id INTEGER NOT NULL,
    issue_id INTEGER NOT NULL,
    uid VARCHAR(64) NOT NULL,
    slot TEXT NOT NULL,
    CONSTRAINT pk_issued_slots PRIMARY KEY (id),
    CONSTRAINT uq_issued_slots_issue_id_uid UNIQUE (issue_id, uid),
    CONSTRAINT fk_issued_slots_issue_id_issues FOREIGN KEY(issue_id) REFERENCES issues (id)
)
""",
    """
CREATE TABLE tellings (
    issue_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    since_number INTEGER,
    lines TEXT NOT NULL,
    first_starts_at VARCHAR(27) NOT NULL,
    state VARCHAR(60) NOT NULL,
    how VARCHAR(60) NOT NULL,
    told_by VARCHAR(200) NOT NULL,
    prepared_at VARCHAR(27) NOT NULL,
    sent_at VARCHAR(27),
    confirmed_at VARCHAR(27),
    superseded_by INTEGER,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_tellings PRIMARY KEY (id),
    CONSTRAINT uq_tellings_issue_id_person_id UNIQUE (issue_id, person_id),
    CONSTRAINT fk_tellings_issue_id_issues FOREIGN KEY(issue_id) REFERENCES issues (id),
    CONSTRAINT fk_tellings_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
)
""",
    """
CREATE TABLE signals (
    enquiry_id INTEGER NOT NULL,
    inspection_id INTEGER NOT NULL,
    at VARCHAR(27) NOT NULL,
    source VARCHAR(200) NOT NULL,
    inspector_id INTEGER,
    strength VARCHAR(60) NOT NULL,
    provenance VARCHAR(60) NOT NULL,
    quote TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_signals PRIMARY KEY (id),
    CONSTRAINT ck_signals_quote_is_given CHECK (quote <> ''),
    CONSTRAINT fk_signals_enquiry_id_enquiries FOREIGN KEY(enquiry_id) REFERENCES enquiries (id),
    CONSTRAINT fk_signals_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_signals_inspector_id_people FOREIGN KEY(inspector_id) REFERENCES people (id)
)
""",
    """
CREATE TABLE info_requests (
    inspection_id INTEGER NOT NULL,
    series VARCHAR(10) NOT NULL,
    number INTEGER NOT NULL,
    verbatim TEXT NOT NULL,
    title TEXT NOT NULL,
    meaning TEXT NOT NULL,
    kind VARCHAR(60) NOT NULL,
    asked_at VARCHAR(27) NOT NULL,
    asked_by_id INTEGER,
    asked_of VARCHAR(300) NOT NULL,
    owner_id INTEGER,
    enquiry_id INTEGER,
    staged BOOLEAN NOT NULL,
    staged_key VARCHAR(100),
    group_name VARCHAR(200) NOT NULL,
    owner_role VARCHAR(200) NOT NULL,
    source TEXT NOT NULL,
    ours VARCHAR(60) NOT NULL,
    theirs VARCHAR(60) NOT NULL,
    target_at VARCHAR(27),
    target_minutes INTEGER,
    target_basis VARCHAR(60) NOT NULL,
    promised_at VARCHAR(27),
    restarted_at VARCHAR(27),
    given_at VARCHAR(27),
    moved_at VARCHAR(27) NOT NULL,
    returned_reason TEXT NOT NULL,
    cleared_by VARCHAR(200) NOT NULL,
    merged_into_id INTEGER,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_info_requests PRIMARY KEY (id),
    CONSTRAINT uq_info_requests_inspection_id_series_number UNIQUE (inspection_id, series, number),
    CONSTRAINT uq_info_requests_inspection_id_staged_key UNIQUE (inspection_id, staged_key),
    CONSTRAINT ck_info_requests_number_counts CHECK (number > 0),
    CONSTRAINT ck_info_requests_target_is_ahead CHECK (target_minutes IS NULL OR target_minutes >= 0),
    CONSTRAINT ck_info_requests_not_merged_into_itself CHECK (merged_into_id IS NULL OR merged_into_id <> id),
    CONSTRAINT fk_info_requests_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_info_requests_asked_by_id_people FOREIGN KEY(asked_by_id) REFERENCES people (id),
    CONSTRAINT fk_info_requests_owner_id_people FOREIGN KEY(owner_id) REFERENCES people (id),
    CONSTRAINT fk_info_requests_enquiry_id_enquiries FOREIGN KEY(enquiry_id) REFERENCES enquiries (id),
    CONSTRAINT fk_info_requests_merged_into_id_info_requests FOREIGN KEY(merged_into_id) REFERENCES info_requests (id)
)
""",
    """
CREATE TABLE case_sessions (
    inspection_id INTEGER NOT NULL,
    child_key INTEGER NOT NULL,
    slot_uid VARCHAR(100) NOT NULL,
    reason TEXT NOT NULL,
    state VARCHAR(60) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_case_sessions PRIMARY KEY (id),
    CONSTRAINT fk_case_sessions_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_case_sessions_child_key_children FOREIGN KEY(child_key) REFERENCES children (id)
)
""",
    """
CREATE TABLE concerns (
    inspection_id INTEGER NOT NULL,
    ref VARCHAR(20) NOT NULL,
    child_key INTEGER,
    said_at VARCHAR(27) NOT NULL,
    said_by_id INTEGER NOT NULL,
    what TEXT NOT NULL,
    owner_id INTEGER NOT NULL,
    deputy_id INTEGER,
    acknowledged_at VARCHAR(27),
    action TEXT NOT NULL,
    reported_back_at VARCHAR(27),
    closed_at VARCHAR(27),
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_concerns PRIMARY KEY (id),
    CONSTRAINT uq_concerns_inspection_id_ref UNIQUE (inspection_id, ref),
    CONSTRAINT ck_concerns_words_are_given CHECK (what <> ''),
    CONSTRAINT fk_concerns_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_concerns_child_key_children FOREIGN KEY(child_key) REFERENCES children (id),
    CONSTRAINT fk_concerns_said_by_id_people FOREIGN KEY(said_by_id) REFERENCES people (id),
    CONSTRAINT fk_concerns_owner_id_people FOREIGN KEY(owner_id) REFERENCES people (id),
    CONSTRAINT fk_concerns_deputy_id_people FOREIGN KEY(deputy_id) REFERENCES people (id)
)
""",
    """
CREATE TABLE threads (
    inspection_id INTEGER NOT NULL,
    subject VARCHAR(200) NOT NULL,
    enquiry_id INTEGER,
    answered_at VARCHAR(27),
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_threads PRIMARY KEY (id),
    CONSTRAINT ck_threads_subject_is_given CHECK (subject <> ''),
    CONSTRAINT fk_threads_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_threads_enquiry_id_enquiries FOREIGN KEY(enquiry_id) REFERENCES enquiries (id)
)
""",
    """
CREATE TABLE note_drafts (
    note_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    saved_at VARCHAR(27) NOT NULL,
    CONSTRAINT pk_note_drafts PRIMARY KEY (note_id),
    CONSTRAINT fk_note_drafts_note_id_notes FOREIGN KEY(note_id) REFERENCES notes (id)
)
""",
    """
CREATE TABLE slot_parts (
    slot_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    part VARCHAR(60) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_slot_parts PRIMARY KEY (id),
    CONSTRAINT uq_slot_parts_slot_id_person_id UNIQUE (slot_id, person_id),
    CONSTRAINT fk_slot_parts_slot_id_slots FOREIGN KEY(slot_id) REFERENCES slots (id),
    CONSTRAINT fk_slot_parts_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
)
""",
    """
CREATE TABLE request_items (
    request_id INTEGER NOT NULL,
    what TEXT NOT NULL,
    owner_id INTEGER,
    state VARCHAR(60) NOT NULL,
    returned_reason TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_request_items PRIMARY KEY (id),
    CONSTRAINT ck_request_items_what_is_said CHECK (what <> ''),
    CONSTRAINT fk_request_items_request_id_info_requests FOREIGN KEY(request_id) REFERENCES info_requests (id),
    CONSTRAINT fk_request_items_owner_id_people FOREIGN KEY(owner_id) REFERENCES people (id)
)
""",
    """
CREATE TABLE clock_pauses (
    request_id INTEGER NOT NULL,
    paused_at VARCHAR(27) NOT NULL,
    resumed_at VARCHAR(27),
    why TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_clock_pauses PRIMARY KEY (id),
    CONSTRAINT ck_clock_pauses_ends_after_it_begins CHECK (resumed_at IS NULL OR resumed_at >= paused_at),
    CONSTRAINT fk_clock_pauses_request_id_info_requests FOREIGN KEY(request_id) REFERENCES info_requests (id)
)
""",
    """
CREATE TABLE request_events (
    request_id INTEGER NOT NULL,
    at VARCHAR(27) NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    what TEXT NOT NULL,
    why TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_request_events PRIMARY KEY (id),
    CONSTRAINT fk_request_events_request_id_info_requests FOREIGN KEY(request_id) REFERENCES info_requests (id)
)
""",
    """
CREATE TABLE given_items (
    inspection_id INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    file_name TEXT NOT NULL,
    version_label VARCHAR(60) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    size_bytes INTEGER NOT NULL,
    as_of DATE,
    cleared_by VARCHAR(200) NOT NULL,
    given_by VARCHAR(200) NOT NULL,
    given_to VARCHAR(200) NOT NULL,
    how VARCHAR(200) NOT NULL,
    given_at VARCHAR(27) NOT NULL,
    supersedes_id INTEGER,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_given_items PRIMARY KEY (id),
    CONSTRAINT ck_given_items_how_is_said CHECK (how <> ''),
    CONSTRAINT ck_given_items_hash_is_whole CHECK (sha256 = '' OR length(sha256) = 64),
    CONSTRAINT ck_given_items_size_counts CHECK (size_bytes >= 0),
    CONSTRAINT fk_given_items_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_given_items_request_id_info_requests FOREIGN KEY(request_id) REFERENCES info_requests (id),
    CONSTRAINT uq_given_items_supersedes_id UNIQUE (supersedes_id),
    CONSTRAINT fk_given_items_supersedes_id_given_items FOREIGN KEY(supersedes_id) REFERENCES given_items (id)
)
""",
    """
CREATE TABLE case_session_steps (
    session_id INTEGER NOT NULL,
    state VARCHAR(60) NOT NULL,
    at VARCHAR(27) NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_case_session_steps PRIMARY KEY (id),
    CONSTRAINT fk_case_session_steps_session_id_case_sessions FOREIGN KEY(session_id) REFERENCES case_sessions (id)
)
""",
    """
CREATE TABLE debriefs (
    session_id INTEGER NOT NULL,
    asked TEXT NOT NULL,
    liked TEXT NOT NULL,
    worried TEXT NOT NULL,
    promised TEXT NOT NULL,
    worker_is TEXT NOT NULL,
    at VARCHAR(27) NOT NULL,
    "by" VARCHAR(200) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_debriefs PRIMARY KEY (id),
    CONSTRAINT uq_debriefs_session_id UNIQUE (session_id),
    CONSTRAINT fk_debriefs_session_id_case_sessions FOREIGN KEY(session_id) REFERENCES case_sessions (id)
)
""",
    """
CREATE TABLE messages (
    inspection_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,
    source VARCHAR(60) NOT NULL,
    external_id VARCHAR(80) NOT NULL,
    received_at VARCHAR(27) NOT NULL,
    sender VARCHAR(200) NOT NULL,
    sender_id INTEGER,
    subject VARCHAR(200) NOT NULL,
    text TEXT NOT NULL,
    attachments TEXT NOT NULL,
    problems TEXT NOT NULL,
    is_question BOOLEAN NOT NULL,
    is_answer BOOLEAN NOT NULL,
    original_id INTEGER,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_messages PRIMARY KEY (id),
    CONSTRAINT uq_messages_inspection_id_source_external_id UNIQUE (inspection_id, source, external_id),
    CONSTRAINT fk_messages_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_messages_thread_id_threads FOREIGN KEY(thread_id) REFERENCES threads (id),
    CONSTRAINT fk_messages_sender_id_people FOREIGN KEY(sender_id) REFERENCES people (id),
    CONSTRAINT fk_messages_original_id_message_originals FOREIGN KEY(original_id) REFERENCES message_originals (id)
)
""",
    """
CREATE TABLE extracts (
    inspection_id INTEGER NOT NULL,
    message_id INTEGER,
    note_id INTEGER,
    quote TEXT NOT NULL,
    start_at_char INTEGER NOT NULL,
    end_at_char INTEGER NOT NULL,
    kind VARCHAR(60) NOT NULL,
    became_kind VARCHAR(60) NOT NULL,
    became_id INTEGER NOT NULL,
    label VARCHAR(200) NOT NULL,
    at VARCHAR(27) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_extracts PRIMARY KEY (id),
    CONSTRAINT ck_extracts_one_origin CHECK ((message_id IS NULL) <> (note_id IS NULL)),
    CONSTRAINT ck_extracts_place_in_order CHECK (0 <= start_at_char AND start_at_char < end_at_char),
    CONSTRAINT fk_extracts_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_extracts_message_id_messages FOREIGN KEY(message_id) REFERENCES messages (id),
    CONSTRAINT fk_extracts_note_id_notes FOREIGN KEY(note_id) REFERENCES notes (id)
)
""",
    """
CREATE VIRTUAL TABLE search USING fts5(title, body, inspection_id UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')
""",
    """
CREATE INDEX ix_past_inspections_authority ON past_inspections (authority)
""",
    """
CREATE INDEX ix_people_team ON people (team)
""",
    """
CREATE INDEX ix_audit_entries_subject ON audit_entries (kind, record_id)
""",
    """
CREATE INDEX ix_audit_entries_deed_number ON audit_entries (deed_number)
""",
    """
CREATE INDEX ix_links_inspection_id ON links (inspection_id)
""",
    """
CREATE INDEX ix_milestones_inspection_id ON milestones (inspection_id)
""",
    """
CREATE INDEX ix_judgements_inspection_id ON judgements (inspection_id)
""",
    """
CREATE INDEX ix_absences_person_id ON absences (person_id)
""",
    """
CREATE INDEX ix_enquiries_inspection_id ON enquiries (inspection_id)
""",
    """
CREATE INDEX ix_children_inspection_id ON children (inspection_id)
""",
    """
CREATE INDEX ix_children_team ON children (team)
""",
    """
CREATE INDEX ix_annex_a_imports_inspection_id ON annex_a_imports (inspection_id)
""",
    """
CREATE INDEX ix_message_originals_inspection_id ON message_originals (inspection_id)
""",
    """
CREATE INDEX ix_notes_inspection_id ON notes (inspection_id)
""",
    """
CREATE INDEX ix_sheets_inspection_id ON sheets (inspection_id)
""",
    """
CREATE INDEX ix_reminders_inspection_id ON reminders (inspection_id)
""",
    """
CREATE INDEX ix_slots_place_id ON slots (place_id)
""",
    """
CREATE INDEX ix_slots_inspection_id_starts_at ON slots (inspection_id, starts_at)
""",
    """
CREATE INDEX ix_slots_child_id ON slots (child_id)
""",
    """
CREATE INDEX ix_issued_slots_uid ON issued_slots (uid)
""",
    """
CREATE INDEX ix_tellings_person_id ON tellings (person_id)
""",
    """
CREATE INDEX ix_signals_inspector_id ON signals (inspector_id)
""",
    """
CREATE INDEX ix_signals_inspection_id ON signals (inspection_id)
""",
    """
CREATE INDEX ix_signals_enquiry_id ON signals (enquiry_id)
""",
    """
CREATE INDEX ix_info_requests_inspection_id ON info_requests (inspection_id)
""",
    """
CREATE INDEX ix_info_requests_owner_id ON info_requests (owner_id)
""",
    """
CREATE INDEX ix_case_sessions_child_key ON case_sessions (child_key)
""",
    """
CREATE INDEX ix_case_sessions_inspection_id ON case_sessions (inspection_id)
""",
    """
CREATE INDEX ix_case_sessions_slot_uid ON case_sessions (slot_uid)
""",
    """
CREATE INDEX ix_concerns_inspection_id ON concerns (inspection_id)
""",
    """
CREATE INDEX ix_threads_inspection_id ON threads (inspection_id)
""",
    """
CREATE INDEX ix_slot_parts_person_id ON slot_parts (person_id)
""",
    """
CREATE INDEX ix_request_items_request_id ON request_items (request_id)
""",
    """
CREATE INDEX ix_clock_pauses_request_id ON clock_pauses (request_id)
""",
    """
CREATE INDEX ix_request_events_request_id ON request_events (request_id)
""",
    """
CREATE INDEX ix_given_items_request_id ON given_items (request_id)
""",
    """
CREATE INDEX ix_given_items_inspection_id ON given_items (inspection_id)
""",
    """
CREATE INDEX ix_case_session_steps_session_id ON case_session_steps (session_id)
""",
    """
CREATE INDEX ix_messages_thread_id_received_at ON messages (thread_id, received_at)
""",
    """
CREATE INDEX ix_extracts_inspection_id ON extracts (inspection_id)
""",
    """
CREATE INDEX ix_extracts_note_id ON extracts (note_id)
""",
    """
CREATE INDEX ix_extracts_message_id ON extracts (message_id)
""",
    """
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
""",
    """
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END
""",
    """
CREATE TRIGGER issues_no_update BEFORE UPDATE ON issues BEGIN SELECT RAISE(ABORT, 'an issue is immutable'); END
""",
    """
CREATE TRIGGER issues_no_delete BEFORE DELETE ON issues BEGIN SELECT RAISE(ABORT, 'an issue is immutable'); END
""",
    """
CREATE TRIGGER sheets_no_update BEFORE UPDATE ON sheets BEGIN SELECT RAISE(ABORT, 'a sheet is immutable'); END
""",
    """
CREATE TRIGGER sheets_no_delete BEFORE DELETE ON sheets BEGIN SELECT RAISE(ABORT, 'a sheet is immutable'); END
""",
    """
CREATE TRIGGER issued_slots_no_update BEFORE UPDATE ON issued_slots BEGIN SELECT RAISE(ABORT, 'an issue is immutable'); END
""",
    """
CREATE TRIGGER issued_slots_no_delete BEFORE DELETE ON issued_slots BEGIN SELECT RAISE(ABORT, 'an issue is immutable'); END
""",
    """
CREATE TRIGGER verbatim_stays BEFORE UPDATE OF verbatim ON info_requests BEGIN SELECT RAISE(ABORT, 'the exact words are immutable'); END
""",
    """
CREATE TRIGGER info_requests_stay BEFORE DELETE ON info_requests BEGIN SELECT RAISE(ABORT, 'a request is never deleted; its number is immutable'); END
""",
    """
CREATE TRIGGER concerns_stay BEFORE DELETE ON concerns BEGIN SELECT RAISE(ABORT, 'a concern is never deleted'); END
""",
    """
CREATE TRIGGER request_events_stay BEFORE DELETE ON request_events BEGIN SELECT RAISE(ABORT, 'the history of a request is immutable'); END
""",
    """
CREATE TRIGGER request_events_are_not_changed BEFORE UPDATE ON request_events BEGIN SELECT RAISE(ABORT, 'the history of a request is immutable'); END
""",
    """
CREATE TRIGGER given_items_stay BEFORE DELETE ON given_items BEGIN SELECT RAISE(ABORT, 'a given item is immutable'); END
""",
    """
CREATE TRIGGER given_items_are_not_changed BEFORE UPDATE ON given_items BEGIN SELECT RAISE(ABORT, 'a given item is immutable'); END
""",
)


def upgrade() -> None:
    """Make everything, tables first."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
