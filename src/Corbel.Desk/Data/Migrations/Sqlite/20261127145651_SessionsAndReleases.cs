using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Corbel.Desk.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SessionsAndReleases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "order_forms",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    document_sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    document_name = table.Column<string>(type: "TEXT", nullable: true),
                    document_type = table.Column<string>(type: "TEXT", nullable: true),
                    recorded_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_forms", x => x.id);
                    table.ForeignKey(
                        name: "fk_order_forms_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    from_at = table.Column<long>(type: "INTEGER", nullable: false),
                    until_at = table.Column<long>(type: "INTEGER", nullable: false),
                    notice_hours = table.Column<int>(type: "INTEGER", nullable: false),
                    document_sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    document_name = table.Column<string>(type: "TEXT", nullable: true),
                    document_type = table.Column<string>(type: "TEXT", nullable: true),
                    recorded_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    withdrawn_by = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proposals", x => x.id);
                    table.ForeignKey(
                        name: "fk_proposals_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_proposals_people_recorded_by",
                        column: x => x.recorded_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "rings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "session_slots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    trainer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    seats = table.Column<int>(type: "INTEGER", nullable: false),
                    offered_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    offered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session_slots", x => x.id);
                    table.ForeignKey(
                        name: "fk_session_slots_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_session_slots_people_trainer_id",
                        column: x => x.trainer_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "order_lines",
                columns: table => new
                {
                    order_form_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    product_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from_at = table.Column<long>(type: "INTEGER", nullable: false),
                    until_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_lines", x => new { x.order_form_id, x.product_id });
                    table.ForeignKey(
                        name: "fk_order_lines_order_forms_order_form_id",
                        column: x => x.order_form_id,
                        principalTable: "order_forms",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_order_lines_products_product_id",
                        column: x => x.product_id,
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "releases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    product_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    title_en = table.Column<string>(type: "TEXT", nullable: false),
                    title_nl = table.Column<string>(type: "TEXT", nullable: false),
                    notes_en = table.Column<string>(type: "TEXT", nullable: false),
                    notes_nl = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    planned_for = table.Column<long>(type: "INTEGER", nullable: true),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_releases", x => x.id);
                    table.ForeignKey(
                        name: "fk_releases_people_created_by",
                        column: x => x.created_by,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_releases_products_product_id",
                        column: x => x.product_id,
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "proposal_lines",
                columns: table => new
                {
                    proposal_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proposal_lines", x => new { x.proposal_id, x.kind });
                    table.ForeignKey(
                        name: "fk_proposal_lines_proposals_proposal_id",
                        column: x => x.proposal_id,
                        principalTable: "proposals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ring_members",
                columns: table => new
                {
                    ring_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ring_members", x => new { x.ring_id, x.organisation_id });
                    table.ForeignKey(
                        name: "fk_ring_members_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_ring_members_rings_ring_id",
                        column: x => x.ring_id,
                        principalTable: "rings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    slot_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    trainer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    trainer_answer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    time_sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    booked_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    booked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    cancelled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    cancelled_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    cancel_reason = table.Column<string>(type: "TEXT", nullable: true),
                    held_at = table.Column<long>(type: "INTEGER", nullable: true),
                    topics = table.Column<string>(type: "TEXT", nullable: false),
                    reached = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sessions_organisations_organisation_id",
                        column: x => x.organisation_id,
                        principalTable: "organisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_sessions_people_trainer_id",
                        column: x => x.trainer_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_sessions_session_slots_slot_id",
                        column: x => x.slot_id,
                        principalTable: "session_slots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "release_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    release_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ring_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_release_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_release_deliveries_releases_release_id",
                        column: x => x.release_id,
                        principalTable: "releases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_release_deliveries_rings_ring_id",
                        column: x => x.ring_id,
                        principalTable: "rings",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "ticket_fixes",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    release_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    told_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    answered_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_fixes", x => new { x.ticket_id, x.release_id });
                    table.ForeignKey(
                        name: "fk_ticket_fixes_releases_release_id",
                        column: x => x.release_id,
                        principalTable: "releases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_ticket_fixes_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "session_attendees",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attended = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session_attendees", x => new { x.session_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_session_attendees_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_session_attendees_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "session_entries",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    move = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    proposal_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session_entries", x => new { x.organisation_id, x.number });
                    table.ForeignKey(
                        name: "fk_session_entries_proposals_proposal_id",
                        column: x => x.proposal_id,
                        principalTable: "proposals",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_session_entries_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "skills",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tier = table.Column<string>(type: "TEXT", nullable: false),
                    duty = table.Column<string>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_skills", x => new { x.session_id, x.person_id, x.tier, x.duty });
                    table.ForeignKey(
                        name: "fk_skills_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_skills_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "release_reaches",
                columns: table => new
                {
                    release_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    delivery_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_release_reaches", x => new { x.release_id, x.organisation_id });
                    table.ForeignKey(
                        name: "fk_release_reaches_release_deliveries_delivery_id",
                        column: x => x.delivery_id,
                        principalTable: "release_deliveries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_release_reaches_releases_release_id",
                        column: x => x.release_id,
                        principalTable: "releases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_order_forms_organisation_id",
                table: "order_forms",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_lines_product_id",
                table: "order_lines",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_products_key",
                table: "products",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_proposals_organisation_id",
                table: "proposals",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_proposals_recorded_by",
                table: "proposals",
                column: "recorded_by");

            migrationBuilder.CreateIndex(
                name: "ix_release_deliveries_release_id",
                table: "release_deliveries",
                column: "release_id");

            migrationBuilder.CreateIndex(
                name: "ix_release_deliveries_ring_id",
                table: "release_deliveries",
                column: "ring_id");

            migrationBuilder.CreateIndex(
                name: "ix_release_reaches_delivery_id",
                table: "release_reaches",
                column: "delivery_id");

            migrationBuilder.CreateIndex(
                name: "ix_release_reaches_organisation_id_at",
                table: "release_reaches",
                columns: new[] { "organisation_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_releases_created_by",
                table: "releases",
                column: "created_by");

            migrationBuilder.CreateIndex(
                name: "ix_releases_product_id_number",
                table: "releases",
                columns: new[] { "product_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ring_members_organisation_id",
                table: "ring_members",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_rings_name",
                table: "rings",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_attendees_person_id",
                table: "session_attendees",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_entries_proposal_id",
                table: "session_entries",
                column: "proposal_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_entries_session_id",
                table: "session_entries",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_slots_organisation_id",
                table: "session_slots",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_slots_starts_at",
                table: "session_slots",
                column: "starts_at");

            migrationBuilder.CreateIndex(
                name: "ix_session_slots_trainer_id",
                table: "session_slots",
                column: "trainer_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_organisation_id_starts_at",
                table: "sessions",
                columns: new[] { "organisation_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_slot_id",
                table: "sessions",
                column: "slot_id");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_starts_at",
                table: "sessions",
                column: "starts_at");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_trainer_id",
                table: "sessions",
                column: "trainer_id");

            migrationBuilder.CreateIndex(
                name: "ix_skills_organisation_id",
                table: "skills",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_skills_person_id",
                table: "skills",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_fixes_release_id",
                table: "ticket_fixes",
                column: "release_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "order_lines");

            migrationBuilder.DropTable(
                name: "proposal_lines");

            migrationBuilder.DropTable(
                name: "release_reaches");

            migrationBuilder.DropTable(
                name: "ring_members");

            migrationBuilder.DropTable(
                name: "session_attendees");

            migrationBuilder.DropTable(
                name: "session_entries");

            migrationBuilder.DropTable(
                name: "skills");

            migrationBuilder.DropTable(
                name: "ticket_fixes");

            migrationBuilder.DropTable(
                name: "order_forms");

            migrationBuilder.DropTable(
                name: "release_deliveries");

            migrationBuilder.DropTable(
                name: "proposals");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "releases");

            migrationBuilder.DropTable(
                name: "rings");

            migrationBuilder.DropTable(
                name: "session_slots");

            migrationBuilder.DropTable(
                name: "products");
        }
    }
}
