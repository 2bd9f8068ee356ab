namespace Corbel.Desk.Intake.Seals;

/// <summary>Bytes in memory up to a limit: what is small when it comes may be very large when it is opened.</summary>
internal sealed class RoomyStream(long most) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        Require(count);
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Require(buffer.Length);
        base.Write(buffer);
    }

    public override void WriteByte(byte value)
    {
        Require(1);
        base.WriteByte(value);
    }

    private void Require(int count)
    {
        if (Position + count > most)
            throw new InvalidDataException("It is larger than what is opened.");
    }
}
