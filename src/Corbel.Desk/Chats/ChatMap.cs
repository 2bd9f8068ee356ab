using Corbel.Desk.People;
using Corbel.Desk.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Corbel.Desk.Chats;

internal sealed class ChatMap
    : IEntityTypeConfiguration<Chat>,
        IEntityTypeConfiguration<ChatPass>,
        IEntityTypeConfiguration<UsedToken>,
        IEntityTypeConfiguration<ChatAgent>,
        IEntityTypeConfiguration<HostKey>,
        IEntityTypeConfiguration<HostOrigin>,
        IEntityTypeConfiguration<Macro>
{
    public void Configure(EntityTypeBuilder<Chat> map)
    {
        map.ToTable("chats");
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => new { x.PersonId, x.SeenAt });
        map.HasIndex(x => x.TicketId);
        map.HasIndex(x => x.SeenAt);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
        map.HasOne<Ticket>().WithMany().HasForeignKey(x => x.TicketId);
    }

    public void Configure(EntityTypeBuilder<ChatPass> map)
    {
        map.ToTable("chat_passes");
        map.HasKey(x => x.Sha256);
        map.HasIndex(x => x.ExpiresAt);
        map.HasOne<Chat>().WithMany().HasForeignKey(x => x.ChatId);
    }

    public void Configure(EntityTypeBuilder<UsedToken> map)
    {
        map.ToTable("chat_used_tokens");
        map.HasKey(x => x.Key);
        map.HasIndex(x => x.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<ChatAgent> map)
    {
        map.ToTable("chat_agents");
        map.HasKey(x => x.PersonId);
        map.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
    }

    public void Configure(EntityTypeBuilder<HostKey> map)
    {
        map.ToTable("host_keys");
        map.HasKey(x => new { x.Host, x.Id });
    }

    public void Configure(EntityTypeBuilder<HostOrigin> map)
    {
        map.ToTable("host_origins");
        map.HasKey(x => new { x.Host, x.Origin });
        map.HasIndex(x => x.Origin);
    }

    public void Configure(EntityTypeBuilder<Macro> map)
    {
        map.ToTable("macros");
        map.Property(x => x.Id).ValueGeneratedNever();
        map.HasIndex(x => x.Name).IsUnique();
    }
}
