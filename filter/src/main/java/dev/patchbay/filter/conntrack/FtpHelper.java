package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import org.jspecify.annotations.Nullable;

/// Reads FTP: for each address and port that one end tells the other, a connection is expected
/// (`nf_conntrack_ftp`).
public final class FtpHelper implements Helper {
  /// How long a connection is expected for.
  public static final long LASTS = 300 * Conntrack.SECOND;

  private final String name;
  private final boolean isLoose;
  private @Nullable Translation translation;

  /// Writes other addresses into what is said over a connection that is translated, and expects the
  /// connection there (`nf_nat_ftp`).
  public interface Translation {
    /// Returns false when the packet may not pass.
    boolean translate(
        Conntrack conntrack,
        Connection connection,
        Packet packet,
        int transport,
        int info,
        FtpAddress said,
        Tuple expected);
  }

  /// @param isLoose connections with others than the two ends are expected, too
  FtpHelper(String name, boolean isLoose) {
    this.name = name;
    this.isLoose = isLoose;
  }

  /// From now on what is said over translated connections is translated; or not any more.
  public void translation(@Nullable Translation other) {
    translation = other;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int protocol() {
    return IpProtocol.TCP;
  }

  @Override
  public int mostExpected() {
    return 1;
  }

  @Override
  public boolean read(
      Conntrack conntrack, Connection connection, Packet packet, int transport, int info) {
    byte[] bytes = packet.bytes();
    boolean isOpen =
        info == Connection.INFO_ESTABLISHED
            || info == Connection.INFO_ESTABLISHED + Connection.INFO_REPLY;
    if (!isOpen || !Tcp.headerFits(bytes, transport, packet.tail())) {
      return true;
    }
    int data = transport + Tcp.headerLength(bytes, transport);
    int tail = packet.tail();
    if (data >= tail) {
      return true;
    }
    int direction = Connection.direction(info);
    int sequence = Tcp.sequence(bytes, transport);
    boolean endsLine = bytes[tail - 1] == '\n';
    FtpLines lines = lines(connection);
    if (lines.begins(direction, sequence)) {
      boolean reply = direction == Connection.REPLY;
      Family family = connection.family();
      FtpAddress said = FtpAddress.read(bytes, data, tail, reply, family);
      if (said == FtpAddress.BROKEN
          || (said != null && !expect(conntrack, connection, packet, transport, info, said))) {
        return false;
      }
    }
    if (endsLine) {
      lines.end(direction, sequence + tail - data);
    }
    return true;
  }

  private static FtpLines lines(Connection connection) {
    Extras extras = connection.needExtras();
    if (extras.memory instanceof FtpLines lines) {
      return lines;
    }
    FtpLines lines = new FtpLines();
    extras.memory = lines;
    return lines;
  }

  private boolean expect(
      Conntrack conntrack,
      Connection connection,
      Packet packet,
      int transport,
      int info,
      FtpAddress said) {
    int direction = Connection.direction(info);
    Tuple own = new Tuple();
    Tuple expected = new Tuple();
    connection.tuple(direction, own);
    connection.tuple(1 - direction, expected);
    Ip address = said.address();
    if (address != null && !address.equals(own.sourceAddress())) {
      if (!isLoose) {
        return true;
      }
      expected.destinationHi = address.hi();
      expected.destinationLo = address.lo();
    }
    expected.source = 0;
    expected.destination = said.port();
    if (translation != null && connection.isTranslated()) {
      return translation.translate(conntrack, connection, packet, transport, info, said, expected);
    }
    Expectation expectation =
        new Expectation(connection, expected, false, true, false, null, Expectation.Follower.NONE);
    return conntrack.expectations().add(expectation, LASTS);
  }
}
