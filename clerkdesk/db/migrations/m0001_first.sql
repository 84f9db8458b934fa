-- The register's first version. Statements are separated by blank lines; frozen once released.

CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    parent_id INTEGER,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    renamed_from_id INTEGER,
    FOREIGN KEY (parent_id) REFERENCES unit (id) ON DELETE RESTRICT,
    FOREIGN KEY (renamed_from_id) REFERENCES unit (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX unit_uid ON unit (uid);

CREATE INDEX unit_kind ON unit (kind);

CREATE INDEX unit_parent_id ON unit (parent_id);

CREATE INDEX unit_renamed_from_id ON unit (renamed_from_id);

CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    unit_id INTEGER,
    post TEXT NOT NULL,
    active INTEGER NOT NULL,
    FOREIGN KEY (unit_id) REFERENCES unit (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX person_uid ON person (uid);

CREATE INDEX person_unit_id ON person (unit_id);

CREATE TABLE file (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    name_shown TEXT NOT NULL,
    stored_at TEXT NOT NULL,
    stored_by_id INTEGER,
    FOREIGN KEY (stored_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX file_uid ON file (uid);

CREATE INDEX file_sha256 ON file (sha256);

CREATE INDEX file_stored_by_id ON file (stored_by_id);

CREATE TABLE file_chunk (
    file_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file_id, position),
    FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX file_chunk_file_id ON file_chunk (file_id);

CREATE TABLE attachment (
    id INTEGER NOT NULL PRIMARY KEY,
    file_id INTEGER NOT NULL,
    noun TEXT NOT NULL,
    noun_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    attached_at TEXT NOT NULL,
    attached_by_id INTEGER,
    removed_at TEXT,
    removed_why TEXT NOT NULL,
    FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT,
    FOREIGN KEY (attached_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX attachment_file_id ON attachment (file_id);

CREATE INDEX attachment_attached_by_id ON attachment (attached_by_id);

CREATE INDEX attachment_noun_noun_id ON attachment (noun, noun_id);

CREATE TABLE audit (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    person_id INTEGER,
    os_account TEXT NOT NULL,
    noun TEXT NOT NULL,
    noun_id INTEGER NOT NULL,
    verb TEXT NOT NULL,
    sealed TEXT NOT NULL,
    previous TEXT NOT NULL,
    digest TEXT NOT NULL,
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX audit_person_id ON audit (person_id);

CREATE UNIQUE INDEX audit_digest ON audit (digest);

CREATE INDEX audit_noun_noun_id ON audit (noun, noun_id);

CREATE TABLE audit_payload (
    audit_id INTEGER NOT NULL PRIMARY KEY,
    salt BLOB,
    payload TEXT,
    FOREIGN KEY (audit_id) REFERENCES audit (id) ON DELETE RESTRICT
) STRICT;

CREATE TABLE series (
    key TEXT NOT NULL,
    year INTEGER NOT NULL,
    next_number INTEGER NOT NULL,
    PRIMARY KEY (key, year)
) STRICT;

CREATE TABLE number (
    id INTEGER NOT NULL PRIMARY KEY,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    shown TEXT NOT NULL,
    typed INTEGER NOT NULL,
    noun TEXT NOT NULL,
    noun_id INTEGER NOT NULL,
    allotted_at TEXT NOT NULL,
    voided_at TEXT,
    void_reason TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX number_series_year_number ON number (series, year, number);

CREATE TABLE holiday_notice (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    year INTEGER NOT NULL,
    number TEXT NOT NULL,
    issued_on TEXT,
    amends INTEGER NOT NULL,
    text TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    entered_by_id INTEGER NOT NULL,
    voided_at TEXT,
    void_reason TEXT NOT NULL,
    FOREIGN KEY (entered_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX holiday_notice_uid ON holiday_notice (uid);

CREATE INDEX holiday_notice_year ON holiday_notice (year);

CREATE INDEX holiday_notice_entered_by_id ON holiday_notice (entered_by_id);

CREATE TABLE holiday_day (
    notice_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    is_off INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (notice_id, day),
    FOREIGN KEY (notice_id) REFERENCES holiday_notice (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX holiday_day_notice_id ON holiday_day (notice_id);

CREATE TABLE saved_filter (
    id INTEGER NOT NULL PRIMARY KEY,
    noun TEXT NOT NULL,
    name TEXT NOT NULL,
    chosen TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by_id INTEGER NOT NULL,
    FOREIGN KEY (saved_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX saved_filter_saved_by_id ON saved_filter (saved_by_id);

CREATE UNIQUE INDEX saved_filter_noun_name ON saved_filter (noun, name);

CREATE TABLE draft (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    fields TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by_id INTEGER NOT NULL,
    FOREIGN KEY (saved_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX draft_saved_by_id ON draft (saved_by_id);

CREATE TABLE party (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    id_kind TEXT NOT NULL,
    id_number TEXT NOT NULL,
    contact_name TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    joined_into_id INTEGER,
    FOREIGN KEY (joined_into_id) REFERENCES party (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX party_uid ON party (uid);

CREATE INDEX party_name ON party (name);

CREATE INDEX party_id_number ON party (id_number);

CREATE INDEX party_phone ON party (phone);

CREATE INDEX party_joined_into_id ON party (joined_into_id);

CREATE TABLE mail_log (
    id INTEGER NOT NULL PRIMARY KEY,
    arrived_on TEXT NOT NULL,
    channel TEXT NOT NULL,
    mail_number TEXT NOT NULL,
    sender TEXT NOT NULL,
    what TEXT NOT NULL,
    disposition TEXT NOT NULL,
    of_request INTEGER,
    note TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX mail_log_arrived_on ON mail_log (arrived_on);

CREATE INDEX mail_log_recorded_by_id ON mail_log (recorded_by_id);

CREATE TABLE request (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    number TEXT NOT NULL,
    year INTEGER NOT NULL,
    mail_id INTEGER,
    channel TEXT NOT NULL,
    mail_number TEXT NOT NULL,
    arrived_on TEXT NOT NULL,
    received_on TEXT,
    provide_form TEXT NOT NULL,
    provide_way TEXT NOT NULL,
    convention TEXT NOT NULL,
    organ_limit_days INTEGER NOT NULL,
    superior_pauses INTEGER NOT NULL,
    handler_id INTEGER,
    section_id INTEGER,
    note TEXT NOT NULL,
    main_outcome TEXT NOT NULL,
    main_outcome_reason TEXT NOT NULL,
    title TEXT NOT NULL,
    applicant TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT,
    provisional INTEGER NOT NULL,
    next_step TEXT NOT NULL,
    closed_on TEXT,
    frozen TEXT,
    voided_at TEXT,
    void_reason TEXT NOT NULL,
    registered_at TEXT NOT NULL,
    registered_by_id INTEGER NOT NULL,
    FOREIGN KEY (mail_id) REFERENCES mail_log (id) ON DELETE RESTRICT,
    FOREIGN KEY (handler_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (section_id) REFERENCES unit (id) ON DELETE RESTRICT,
    FOREIGN KEY (registered_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX request_uid ON request (uid);

CREATE UNIQUE INDEX request_number ON request (number);

CREATE INDEX request_mail_id ON request (mail_id);

CREATE INDEX request_arrived_on ON request (arrived_on);

CREATE INDEX request_received_on ON request (received_on);

CREATE INDEX request_handler_id ON request (handler_id);

CREATE INDEX request_section_id ON request (section_id);

CREATE INDEX request_state ON request (state);

CREATE INDEX request_due_on ON request (due_on);

CREATE INDEX request_closed_on ON request (closed_on);

CREATE INDEX request_registered_by_id ON request (registered_by_id);

CREATE INDEX request_by_due ON request (closed_on IS NOT NULL, due_on IS NULL, due_on, id);

CREATE TABLE request_party (
    id INTEGER NOT NULL PRIMARY KEY,
    request_id INTEGER NOT NULL,
    party_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    FOREIGN KEY (request_id) REFERENCES request (id) ON DELETE RESTRICT,
    FOREIGN KEY (party_id) REFERENCES party (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX request_party_request_id ON request_party (request_id);

CREATE INDEX request_party_party_id ON request_party (party_id);

CREATE UNIQUE INDEX request_party_request_id_party_id_role ON request_party (request_id, party_id, role);

CREATE TABLE request_link (
    id INTEGER NOT NULL PRIMARY KEY,
    request_id INTEGER NOT NULL,
    relation TEXT NOT NULL,
    noun TEXT NOT NULL,
    other_id INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    removed_at TEXT,
    FOREIGN KEY (request_id) REFERENCES request (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX request_link_request_id ON request_link (request_id);

CREATE INDEX request_link_recorded_by_id ON request_link (recorded_by_id);

CREATE INDEX request_link_noun_other_id ON request_link (noun, other_id);

CREATE TABLE request_item (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    request_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    content TEXT NOT NULL,
    outcome TEXT NOT NULL,
    ground TEXT NOT NULL,
    facts TEXT NOT NULL,
    decided_on TEXT,
    FOREIGN KEY (request_id) REFERENCES request (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX request_item_uid ON request_item (uid);

CREATE INDEX request_item_request_id ON request_item (request_id);

CREATE TABLE request_event (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    request_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    sent_on TEXT,
    third_received_on TEXT,
    answered_on TEXT,
    days INTEGER,
    told_on TEXT,
    until TEXT,
    details TEXT NOT NULL,
    unlawful TEXT NOT NULL,
    reason TEXT NOT NULL,
    refers_to_id INTEGER,
    voids_id INTEGER,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (request_id) REFERENCES request (id) ON DELETE RESTRICT,
    FOREIGN KEY (refers_to_id) REFERENCES request_event (id) ON DELETE RESTRICT,
    FOREIGN KEY (voids_id) REFERENCES request_event (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX request_event_uid ON request_event (uid);

CREATE INDEX request_event_request_id ON request_event (request_id);

CREATE INDEX request_event_refers_to_id ON request_event (refers_to_id);

CREATE INDEX request_event_voids_id ON request_event (voids_id);

CREATE INDEX request_event_recorded_by_id ON request_event (recorded_by_id);

CREATE TABLE assignment (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    request_id INTEGER NOT NULL,
    section_id INTEGER NOT NULL,
    person_id INTEGER,
    role TEXT NOT NULL,
    asked TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    answered_on TEXT,
    answer TEXT NOT NULL,
    search_record TEXT NOT NULL,
    returned_on TEXT,
    return_reason TEXT NOT NULL,
    reminded_on TEXT NOT NULL,
    FOREIGN KEY (request_id) REFERENCES request (id) ON DELETE RESTRICT,
    FOREIGN KEY (section_id) REFERENCES unit (id) ON DELETE RESTRICT,
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX assignment_uid ON assignment (uid);

CREATE INDEX assignment_request_id ON assignment (request_id);

CREATE INDEX assignment_section_id ON assignment (section_id);

CREATE INDEX assignment_person_id ON assignment (person_id);

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY,
    noun TEXT NOT NULL,
    noun_id INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    channel TEXT NOT NULL,
    text TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX contact_recorded_by_id ON contact (recorded_by_id);

CREATE INDEX contact_noun_noun_id ON contact (noun, noun_id);

CREATE TABLE sign_off (
    id INTEGER NOT NULL PRIMARY KEY,
    noun TEXT NOT NULL,
    noun_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    signed_by_id INTEGER NOT NULL,
    signed_on TEXT NOT NULL,
    mode TEXT NOT NULL,
    opinion TEXT NOT NULL,
    digest TEXT NOT NULL,
    scan_id INTEGER,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (signed_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (scan_id) REFERENCES file (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX sign_off_signed_by_id ON sign_off (signed_by_id);

CREATE INDEX sign_off_scan_id ON sign_off (scan_id);

CREATE INDEX sign_off_recorded_by_id ON sign_off (recorded_by_id);

CREATE INDEX sign_off_noun_noun_id ON sign_off (noun, noun_id);

CREATE TABLE record_correction (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    number TEXT NOT NULL,
    year INTEGER NOT NULL,
    channel TEXT NOT NULL,
    received_on TEXT NOT NULL,
    record TEXT NOT NULL,
    wrong TEXT NOT NULL,
    wanted TEXT NOT NULL,
    handler_id INTEGER,
    section_id INTEGER,
    note TEXT NOT NULL,
    target_days INTEGER NOT NULL,
    voided_at TEXT,
    void_reason TEXT NOT NULL,
    registered_at TEXT NOT NULL,
    registered_by_id INTEGER NOT NULL,
    applicant TEXT NOT NULL,
    state TEXT NOT NULL,
    finding TEXT NOT NULL,
    due_on TEXT,
    provisional INTEGER NOT NULL,
    next_step TEXT NOT NULL,
    closed_on TEXT,
    FOREIGN KEY (handler_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (section_id) REFERENCES unit (id) ON DELETE RESTRICT,
    FOREIGN KEY (registered_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX record_correction_uid ON record_correction (uid);

CREATE UNIQUE INDEX record_correction_number ON record_correction (number);

CREATE INDEX record_correction_received_on ON record_correction (received_on);

CREATE INDEX record_correction_handler_id ON record_correction (handler_id);

CREATE INDEX record_correction_section_id ON record_correction (section_id);

CREATE INDEX record_correction_registered_by_id ON record_correction (registered_by_id);

CREATE INDEX record_correction_state ON record_correction (state);

CREATE INDEX record_correction_due_on ON record_correction (due_on);

CREATE INDEX record_correction_closed_on ON record_correction (closed_on);

CREATE TABLE record_correction_party (
    id INTEGER NOT NULL PRIMARY KEY,
    matter_id INTEGER NOT NULL,
    party_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    FOREIGN KEY (matter_id) REFERENCES record_correction (id) ON DELETE RESTRICT,
    FOREIGN KEY (party_id) REFERENCES party (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX record_correction_party_matter_id ON record_correction_party (matter_id);

CREATE INDEX record_correction_party_party_id ON record_correction_party (party_id);

CREATE UNIQUE INDEX record_correction_party_matter_id_party_id_role ON record_correction_party (matter_id, party_id, role);

CREATE TABLE record_correction_event (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    matter_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    details TEXT NOT NULL,
    voids_id INTEGER,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (matter_id) REFERENCES record_correction (id) ON DELETE RESTRICT,
    FOREIGN KEY (voids_id) REFERENCES record_correction_event (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX record_correction_event_uid ON record_correction_event (uid);

CREATE INDEX record_correction_event_matter_id ON record_correction_event (matter_id);

CREATE INDEX record_correction_event_voids_id ON record_correction_event (voids_id);

CREATE INDEX record_correction_event_recorded_by_id ON record_correction_event (recorded_by_id);

CREATE TABLE letter (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    key TEXT NOT NULL,
    request_id INTEGER,
    record_correction_id INTEGER,
    title TEXT NOT NULL,
    addressee TEXT NOT NULL,
    number TEXT NOT NULL,
    template_version TEXT NOT NULL,
    facts TEXT NOT NULL,
    remedies TEXT NOT NULL,
    file_id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    made_on TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by_id INTEGER NOT NULL,
    sent_on TEXT,
    sent_way TEXT NOT NULL,
    tracking TEXT NOT NULL,
    unsigned TEXT NOT NULL,
    served_on TEXT,
    event_id INTEGER,
    voided_at TEXT,
    void_reason TEXT NOT NULL,
    FOREIGN KEY (request_id) REFERENCES request (id) ON DELETE RESTRICT,
    FOREIGN KEY (record_correction_id) REFERENCES record_correction (id) ON DELETE RESTRICT,
    FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT,
    FOREIGN KEY (made_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (event_id) REFERENCES request_event (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX letter_uid ON letter (uid);

CREATE INDEX letter_request_id ON letter (request_id);

CREATE INDEX letter_record_correction_id ON letter (record_correction_id);

CREATE INDEX letter_file_id ON letter (file_id);

CREATE INDEX letter_made_by_id ON letter (made_by_id);

CREATE INDEX letter_event_id ON letter (event_id);

CREATE TABLE letter_item (
    letter_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    PRIMARY KEY (letter_id, item_id),
    FOREIGN KEY (letter_id) REFERENCES letter (id) ON DELETE RESTRICT,
    FOREIGN KEY (item_id) REFERENCES request_item (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX letter_item_letter_id ON letter_item (letter_id);

CREATE INDEX letter_item_item_id ON letter_item (item_id);

CREATE TABLE letter_wording (
    id INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by_id INTEGER NOT NULL,
    withdrawn_at TEXT,
    FOREIGN KEY (changed_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX letter_wording_key ON letter_wording (key);

CREATE INDEX letter_wording_changed_by_id ON letter_wording (changed_by_id);

CREATE TABLE publication (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    number TEXT NOT NULL,
    year INTEGER NOT NULL,
    title TEXT NOT NULL,
    document_number TEXT NOT NULL,
    index_number TEXT NOT NULL,
    organ TEXT NOT NULL,
    copies_to TEXT NOT NULL,
    formed_on TEXT NOT NULL,
    changed_on TEXT,
    source_unit_id INTEGER,
    handler_id INTEGER,
    attribute TEXT NOT NULL,
    ground TEXT NOT NULL,
    attribute_reason TEXT NOT NULL,
    category TEXT NOT NULL,
    audience TEXT NOT NULL,
    channel TEXT NOT NULL,
    url TEXT NOT NULL,
    published_on TEXT,
    valid_until TEXT,
    superseded_by_id INTEGER,
    withdrawn_on TEXT,
    withdrawn_reason TEXT NOT NULL,
    withheld_on TEXT,
    reassess_on TEXT,
    request_id INTEGER,
    facts TEXT NOT NULL,
    voided_at TEXT,
    void_reason TEXT NOT NULL,
    registered_at TEXT NOT NULL,
    registered_by_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT,
    provisional INTEGER NOT NULL,
    natural_days INTEGER NOT NULL,
    next_step TEXT NOT NULL,
    FOREIGN KEY (source_unit_id) REFERENCES unit (id) ON DELETE RESTRICT,
    FOREIGN KEY (handler_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (superseded_by_id) REFERENCES publication (id) ON DELETE RESTRICT,
    FOREIGN KEY (request_id) REFERENCES request (id) ON DELETE RESTRICT,
    FOREIGN KEY (registered_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX publication_uid ON publication (uid);

CREATE UNIQUE INDEX publication_number ON publication (number);

CREATE INDEX publication_document_number ON publication (document_number);

CREATE INDEX publication_formed_on ON publication (formed_on);

CREATE INDEX publication_source_unit_id ON publication (source_unit_id);

CREATE INDEX publication_handler_id ON publication (handler_id);

CREATE INDEX publication_category ON publication (category);

CREATE INDEX publication_published_on ON publication (published_on);

CREATE INDEX publication_superseded_by_id ON publication (superseded_by_id);

CREATE INDEX publication_reassess_on ON publication (reassess_on);

CREATE INDEX publication_request_id ON publication (request_id);

CREATE INDEX publication_registered_by_id ON publication (registered_by_id);

CREATE INDEX publication_state ON publication (state);

CREATE INDEX publication_due_on ON publication (due_on);

CREATE TABLE publication_link (
    id INTEGER NOT NULL PRIMARY KEY,
    publication_id INTEGER NOT NULL,
    relation TEXT NOT NULL,
    other_id INTEGER NOT NULL,
    linked_at TEXT NOT NULL,
    linked_by_id INTEGER NOT NULL,
    removed_at TEXT,
    FOREIGN KEY (publication_id) REFERENCES publication (id) ON DELETE RESTRICT,
    FOREIGN KEY (other_id) REFERENCES publication (id) ON DELETE RESTRICT,
    FOREIGN KEY (linked_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX publication_link_publication_id ON publication_link (publication_id);

CREATE INDEX publication_link_other_id ON publication_link (other_id);

CREATE INDEX publication_link_linked_by_id ON publication_link (linked_by_id);

CREATE TABLE publication_notice (
    id INTEGER NOT NULL PRIMARY KEY,
    publication_id INTEGER NOT NULL,
    party TEXT NOT NULL,
    sent_on TEXT,
    way TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    removed_at TEXT,
    FOREIGN KEY (publication_id) REFERENCES publication (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX publication_notice_publication_id ON publication_notice (publication_id);

CREATE INDEX publication_notice_recorded_by_id ON publication_notice (recorded_by_id);

CREATE TABLE catalogue_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    category TEXT NOT NULL,
    act TEXT NOT NULL,
    fields TEXT NOT NULL,
    why TEXT NOT NULL,
    changed_on TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by_id INTEGER NOT NULL,
    FOREIGN KEY (changed_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX catalogue_entry_uid ON catalogue_entry (uid);

CREATE INDEX catalogue_entry_category ON catalogue_entry (category);

CREATE INDEX catalogue_entry_changed_by_id ON catalogue_entry (changed_by_id);

CREATE TABLE catalogue_duty (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    category TEXT NOT NULL,
    unit_id INTEGER NOT NULL,
    person_id INTEGER,
    frequency TEXT NOT NULL,
    note TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    ended_on TEXT,
    changed_at TEXT NOT NULL,
    changed_by_id INTEGER NOT NULL,
    FOREIGN KEY (unit_id) REFERENCES unit (id) ON DELETE RESTRICT,
    FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (changed_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX catalogue_duty_uid ON catalogue_duty (uid);

CREATE INDEX catalogue_duty_category ON catalogue_duty (category);

CREATE INDEX catalogue_duty_unit_id ON catalogue_duty (unit_id);

CREATE INDEX catalogue_duty_person_id ON catalogue_duty (person_id);

CREATE INDEX catalogue_duty_changed_by_id ON catalogue_duty (changed_by_id);

CREATE TABLE guide_version (
    id INTEGER NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    fields TEXT NOT NULL,
    what_changed TEXT NOT NULL,
    changed_on TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    changed_by_id INTEGER NOT NULL,
    FOREIGN KEY (changed_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX guide_version_version ON guide_version (version);

CREATE INDEX guide_version_changed_by_id ON guide_version (changed_by_id);

CREATE TABLE publication_file (
    id INTEGER NOT NULL PRIMARY KEY,
    publication_id INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    removed_at TEXT,
    FOREIGN KEY (publication_id) REFERENCES publication (id) ON DELETE RESTRICT,
    FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX publication_file_publication_id ON publication_file (publication_id);

CREATE INDEX publication_file_file_id ON publication_file (file_id);

CREATE TABLE review (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    publication_id INTEGER NOT NULL,
    round INTEGER NOT NULL,
    checklist_version TEXT NOT NULL,
    levels TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    ground TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    opened_by_id INTEGER NOT NULL,
    closed_on TEXT,
    void_reason TEXT NOT NULL,
    state TEXT NOT NULL,
    waiting_at TEXT NOT NULL,
    unanswered INTEGER NOT NULL,
    unsure INTEGER NOT NULL,
    FOREIGN KEY (publication_id) REFERENCES publication (id) ON DELETE RESTRICT,
    FOREIGN KEY (opened_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX review_uid ON review (uid);

CREATE INDEX review_publication_id ON review (publication_id);

CREATE INDEX review_opened_by_id ON review (opened_by_id);

CREATE INDEX review_state ON review (state);

CREATE INDEX review_waiting_at ON review (waiting_at);

CREATE TABLE review_file (
    review_id INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (review_id, file_id),
    FOREIGN KEY (review_id) REFERENCES review (id) ON DELETE RESTRICT,
    FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX review_file_review_id ON review_file (review_id);

CREATE INDEX review_file_file_id ON review_file (file_id);

CREATE TABLE review_answer (
    id INTEGER NOT NULL PRIMARY KEY,
    review_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    note TEXT NOT NULL,
    answered_by_id INTEGER NOT NULL,
    answered_at TEXT NOT NULL,
    FOREIGN KEY (review_id) REFERENCES review (id) ON DELETE RESTRICT,
    FOREIGN KEY (answered_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX review_answer_review_id ON review_answer (review_id);

CREATE INDEX review_answer_answered_by_id ON review_answer (answered_by_id);

CREATE TABLE review_step (
    id INTEGER NOT NULL PRIMARY KEY,
    review_id INTEGER NOT NULL,
    level TEXT NOT NULL,
    passed INTEGER NOT NULL,
    signed_by_id INTEGER NOT NULL,
    signed_on TEXT NOT NULL,
    mode TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    ground TEXT NOT NULL,
    opinion TEXT NOT NULL,
    scan_id INTEGER,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (review_id) REFERENCES review (id) ON DELETE RESTRICT,
    FOREIGN KEY (signed_by_id) REFERENCES person (id) ON DELETE RESTRICT,
    FOREIGN KEY (scan_id) REFERENCES file (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX review_step_review_id ON review_step (review_id);

CREATE INDEX review_step_signed_by_id ON review_step (signed_by_id);

CREATE INDEX review_step_scan_id ON review_step (scan_id);

CREATE INDEX review_step_recorded_by_id ON review_step (recorded_by_id);

CREATE TABLE review_inquiry (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    review_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    question TEXT NOT NULL,
    whom TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    sent_on TEXT,
    reference TEXT NOT NULL,
    answered_on TEXT,
    result TEXT NOT NULL,
    answer TEXT NOT NULL,
    scan_id INTEGER,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (review_id) REFERENCES review (id) ON DELETE RESTRICT,
    FOREIGN KEY (scan_id) REFERENCES file (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX review_inquiry_uid ON review_inquiry (uid);

CREATE INDEX review_inquiry_review_id ON review_inquiry (review_id);

CREATE INDEX review_inquiry_scan_id ON review_inquiry (scan_id);

CREATE INDEX review_inquiry_recorded_by_id ON review_inquiry (recorded_by_id);

CREATE TABLE monitor_column (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    unit_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    category TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    ended_on TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (unit_id) REFERENCES unit (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX monitor_column_uid ON monitor_column (uid);

CREATE INDEX monitor_column_unit_id ON monitor_column (unit_id);

CREATE INDEX monitor_column_recorded_by_id ON monitor_column (recorded_by_id);

CREATE TABLE monitor_update (
    id INTEGER NOT NULL PRIMARY KEY,
    column_id INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    title TEXT NOT NULL,
    publication_id INTEGER,
    voided_at TEXT,
    void_reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (column_id) REFERENCES monitor_column (id) ON DELETE RESTRICT,
    FOREIGN KEY (publication_id) REFERENCES publication (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX monitor_update_column_id ON monitor_update (column_id);

CREATE INDEX monitor_update_publication_id ON monitor_update (publication_id);

CREATE INDEX monitor_update_recorded_by_id ON monitor_update (recorded_by_id);

CREATE INDEX monitor_update_column_id_on_day ON monitor_update (column_id, on_day);

CREATE TABLE monitor_explanation (
    id INTEGER NOT NULL PRIMARY KEY,
    column_id INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    text TEXT NOT NULL,
    author TEXT NOT NULL,
    file_id INTEGER,
    voided_at TEXT,
    void_reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (column_id) REFERENCES monitor_column (id) ON DELETE RESTRICT,
    FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX monitor_explanation_column_id ON monitor_explanation (column_id);

CREATE INDEX monitor_explanation_file_id ON monitor_explanation (file_id);

CREATE INDEX monitor_explanation_recorded_by_id ON monitor_explanation (recorded_by_id);

CREATE INDEX monitor_explanation_column_id_on_day ON monitor_explanation (column_id, on_day);

CREATE TABLE monitor_rule (
    id INTEGER NOT NULL PRIMARY KEY,
    valid_from TEXT NOT NULL,
    yellow INTEGER NOT NULL,
    red INTEGER NOT NULL,
    counts_warning_day INTEGER NOT NULL,
    explained TEXT NOT NULL,
    at_once INTEGER NOT NULL,
    basis TEXT NOT NULL,
    voided_at TEXT,
    void_reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX monitor_rule_recorded_by_id ON monitor_rule (recorded_by_id);

CREATE TABLE monitor_light (
    id INTEGER NOT NULL PRIMARY KEY,
    column_id INTEGER NOT NULL,
    light TEXT NOT NULL,
    on_day TEXT NOT NULL,
    last_update TEXT NOT NULL,
    cleared_on TEXT,
    cleared_by TEXT NOT NULL,
    corrected_on TEXT,
    corrected_why TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    FOREIGN KEY (column_id) REFERENCES monitor_column (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX monitor_light_column_id ON monitor_light (column_id);

CREATE UNIQUE INDEX monitor_light_column_id_light_on_day ON monitor_light (column_id, light, on_day);

CREATE TABLE monitor_score (
    id INTEGER NOT NULL PRIMARY KEY,
    column_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    criterion TEXT NOT NULL,
    score INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (column_id) REFERENCES monitor_column (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX monitor_score_column_id ON monitor_score (column_id);

CREATE INDEX monitor_score_recorded_by_id ON monitor_score (recorded_by_id);

CREATE INDEX monitor_score_year_column_id_criterion ON monitor_score (year, column_id, criterion);

CREATE TABLE reassessment (
    id INTEGER NOT NULL PRIMARY KEY,
    noun TEXT NOT NULL,
    noun_id INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    disclose INTEGER NOT NULL,
    reason TEXT NOT NULL,
    ground TEXT NOT NULL,
    declassified TEXT NOT NULL,
    next_on TEXT,
    publication_id INTEGER,
    recorded_at TEXT NOT NULL,
    recorded_by_id INTEGER NOT NULL,
    FOREIGN KEY (publication_id) REFERENCES publication (id) ON DELETE RESTRICT,
    FOREIGN KEY (recorded_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX reassessment_publication_id ON reassessment (publication_id);

CREATE INDEX reassessment_recorded_by_id ON reassessment (recorded_by_id);

CREATE INDEX reassessment_noun_noun_id ON reassessment (noun, noun_id);

CREATE TABLE deadline (
    id INTEGER NOT NULL PRIMARY KEY,
    noun TEXT NOT NULL,
    noun_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    who TEXT NOT NULL,
    next_step TEXT NOT NULL,
    handler_id INTEGER,
    due_on TEXT,
    provisional INTEGER NOT NULL,
    natural_days INTEGER NOT NULL,
    status TEXT NOT NULL,
    waiting_for TEXT NOT NULL,
    red_on TEXT,
    yellow_on TEXT,
    closed_on TEXT,
    FOREIGN KEY (handler_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX deadline_handler_id ON deadline (handler_id);

CREATE UNIQUE INDEX deadline_noun_noun_id_rule ON deadline (noun, noun_id, rule);

CREATE INDEX deadline_closed_on_due_on ON deadline (closed_on, due_on);

CREATE INDEX deadline_closed_on_status_due_on ON deadline (closed_on, status, due_on);

CREATE TABLE light_change (
    id INTEGER NOT NULL PRIMARY KEY,
    deadline_id INTEGER NOT NULL,
    light TEXT NOT NULL,
    on_day TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    acknowledged_at TEXT,
    acknowledged_by_id INTEGER,
    FOREIGN KEY (deadline_id) REFERENCES deadline (id) ON DELETE RESTRICT,
    FOREIGN KEY (acknowledged_by_id) REFERENCES person (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX light_change_deadline_id ON light_change (deadline_id);

CREATE INDEX light_change_acknowledged_by_id ON light_change (acknowledged_by_id);

CREATE INDEX light_change_deadline_id_light_on_day ON light_change (deadline_id, light, on_day);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are never updated'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;

CREATE TRIGGER audit_payload_no_delete BEFORE DELETE ON audit_payload
BEGIN SELECT RAISE(ABORT, 'audit_payload rows are never deleted'); END;

CREATE TRIGGER request_event_no_update BEFORE UPDATE ON request_event
BEGIN SELECT RAISE(ABORT, 'request_event rows are never updated'); END;

CREATE TRIGGER request_event_no_delete BEFORE DELETE ON request_event
BEGIN SELECT RAISE(ABORT, 'request_event rows are never deleted'); END;

CREATE TRIGGER review_step_no_update BEFORE UPDATE ON review_step
BEGIN SELECT RAISE(ABORT, 'review_step rows are never updated'); END;

CREATE TRIGGER review_step_no_delete BEFORE DELETE ON review_step
BEGIN SELECT RAISE(ABORT, 'review_step rows are never deleted'); END;

CREATE TRIGGER review_answer_no_update BEFORE UPDATE ON review_answer
BEGIN SELECT RAISE(ABORT, 'review_answer rows are never updated'); END;

CREATE TRIGGER review_answer_no_delete BEFORE DELETE ON review_answer
BEGIN SELECT RAISE(ABORT, 'review_answer rows are never deleted'); END;

CREATE TRIGGER sign_off_no_update BEFORE UPDATE ON sign_off
BEGIN SELECT RAISE(ABORT, 'sign_off rows are never updated'); END;

CREATE TRIGGER sign_off_no_delete BEFORE DELETE ON sign_off
BEGIN SELECT RAISE(ABORT, 'sign_off rows are never deleted'); END;

CREATE TRIGGER number_no_delete BEFORE DELETE ON number
BEGIN SELECT RAISE(ABORT, 'number rows are never deleted'); END;

CREATE TRIGGER letter_no_delete BEFORE DELETE ON letter
BEGIN SELECT RAISE(ABORT, 'letter rows are never deleted'); END;

CREATE TRIGGER record_correction_event_no_update BEFORE UPDATE ON record_correction_event
BEGIN SELECT RAISE(ABORT, 'record_correction_event rows are never updated'); END;

CREATE TRIGGER record_correction_event_no_delete BEFORE DELETE ON record_correction_event
BEGIN SELECT RAISE(ABORT, 'record_correction_event rows are never deleted'); END;

CREATE TRIGGER record_correction_no_delete BEFORE DELETE ON record_correction
BEGIN SELECT RAISE(ABORT, 'record_correction rows are never deleted'); END;

CREATE TRIGGER request_no_delete BEFORE DELETE ON request
BEGIN SELECT RAISE(ABORT, 'request rows are never deleted'); END;

CREATE TRIGGER publication_no_delete BEFORE DELETE ON publication
BEGIN SELECT RAISE(ABORT, 'publication rows are never deleted'); END;

CREATE TRIGGER holiday_notice_no_delete BEFORE DELETE ON holiday_notice
BEGIN SELECT RAISE(ABORT, 'holiday_notice rows are never deleted'); END;

CREATE TRIGGER light_change_no_delete BEFORE DELETE ON light_change
BEGIN SELECT RAISE(ABORT, 'light_change rows are never deleted'); END;

CREATE TRIGGER review_no_delete BEFORE DELETE ON review
BEGIN SELECT RAISE(ABORT, 'review rows are never deleted'); END;

CREATE TRIGGER monitor_light_no_delete BEFORE DELETE ON monitor_light
BEGIN SELECT RAISE(ABORT, 'monitor_light rows are never deleted'); END;

CREATE TRIGGER monitor_rule_no_delete BEFORE DELETE ON monitor_rule
BEGIN SELECT RAISE(ABORT, 'monitor_rule rows are never deleted'); END;

CREATE TRIGGER reassessment_no_update BEFORE UPDATE ON reassessment
BEGIN SELECT RAISE(ABORT, 'reassessment rows are never updated'); END;

CREATE TRIGGER reassessment_no_delete BEFORE DELETE ON reassessment
BEGIN SELECT RAISE(ABORT, 'reassessment rows are never deleted'); END;

CREATE TRIGGER unit_no_delete BEFORE DELETE ON unit
BEGIN SELECT RAISE(ABORT, 'unit rows are never deleted'); END;

CREATE TRIGGER person_no_delete BEFORE DELETE ON person
BEGIN SELECT RAISE(ABORT, 'person rows are never deleted'); END;

CREATE TRIGGER file_no_delete BEFORE DELETE ON file
BEGIN SELECT RAISE(ABORT, 'file rows are never deleted'); END;

CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment rows are never deleted'); END;

CREATE TRIGGER holiday_day_no_delete BEFORE DELETE ON holiday_day
BEGIN SELECT RAISE(ABORT, 'holiday_day rows are never deleted'); END;

CREATE TRIGGER party_no_delete BEFORE DELETE ON party
BEGIN SELECT RAISE(ABORT, 'party rows are never deleted'); END;

CREATE TRIGGER mail_log_no_delete BEFORE DELETE ON mail_log
BEGIN SELECT RAISE(ABORT, 'mail_log rows are never deleted'); END;

CREATE TRIGGER request_party_no_delete BEFORE DELETE ON request_party
BEGIN SELECT RAISE(ABORT, 'request_party rows are never deleted'); END;

CREATE TRIGGER request_link_no_delete BEFORE DELETE ON request_link
BEGIN SELECT RAISE(ABORT, 'request_link rows are never deleted'); END;

CREATE TRIGGER request_item_no_delete BEFORE DELETE ON request_item
BEGIN SELECT RAISE(ABORT, 'request_item rows are never deleted'); END;

CREATE TRIGGER assignment_no_delete BEFORE DELETE ON assignment
BEGIN SELECT RAISE(ABORT, 'assignment rows are never deleted'); END;

CREATE TRIGGER contact_no_delete BEFORE DELETE ON contact
BEGIN SELECT RAISE(ABORT, 'contact rows are never deleted'); END;

CREATE TRIGGER record_correction_party_no_delete BEFORE DELETE ON record_correction_party
BEGIN SELECT RAISE(ABORT, 'record_correction_party rows are never deleted'); END;

CREATE TRIGGER letter_item_no_delete BEFORE DELETE ON letter_item
BEGIN SELECT RAISE(ABORT, 'letter_item rows are never deleted'); END;

CREATE TRIGGER letter_wording_no_delete BEFORE DELETE ON letter_wording
BEGIN SELECT RAISE(ABORT, 'letter_wording rows are never deleted'); END;

CREATE TRIGGER publication_link_no_delete BEFORE DELETE ON publication_link
BEGIN SELECT RAISE(ABORT, 'publication_link rows are never deleted'); END;

CREATE TRIGGER publication_notice_no_delete BEFORE DELETE ON publication_notice
BEGIN SELECT RAISE(ABORT, 'publication_notice rows are never deleted'); END;

CREATE TRIGGER catalogue_entry_no_delete BEFORE DELETE ON catalogue_entry
BEGIN SELECT RAISE(ABORT, 'catalogue_entry rows are never deleted'); END;

CREATE TRIGGER catalogue_duty_no_delete BEFORE DELETE ON catalogue_duty
BEGIN SELECT RAISE(ABORT, 'catalogue_duty rows are never deleted'); END;

CREATE TRIGGER guide_version_no_delete BEFORE DELETE ON guide_version
BEGIN SELECT RAISE(ABORT, 'guide_version rows are never deleted'); END;

CREATE TRIGGER publication_file_no_delete BEFORE DELETE ON publication_file
BEGIN SELECT RAISE(ABORT, 'publication_file rows are never deleted'); END;

CREATE TRIGGER review_file_no_delete BEFORE DELETE ON review_file
BEGIN SELECT RAISE(ABORT, 'review_file rows are never deleted'); END;

CREATE TRIGGER review_inquiry_no_delete BEFORE DELETE ON review_inquiry
BEGIN SELECT RAISE(ABORT, 'review_inquiry rows are never deleted'); END;

CREATE TRIGGER monitor_column_no_delete BEFORE DELETE ON monitor_column
BEGIN SELECT RAISE(ABORT, 'monitor_column rows are never deleted'); END;

CREATE TRIGGER monitor_update_no_delete BEFORE DELETE ON monitor_update
BEGIN SELECT RAISE(ABORT, 'monitor_update rows are never deleted'); END;

CREATE TRIGGER monitor_explanation_no_delete BEFORE DELETE ON monitor_explanation
BEGIN SELECT RAISE(ABORT, 'monitor_explanation rows are never deleted'); END;

CREATE TRIGGER monitor_score_no_delete BEFORE DELETE ON monitor_score
BEGIN SELECT RAISE(ABORT, 'monitor_score rows are never deleted'); END;

CREATE TRIGGER deadline_no_delete BEFORE DELETE ON deadline
BEGIN SELECT RAISE(ABORT, 'deadline rows are never deleted'); END;
