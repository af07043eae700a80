package dev.patchbay.filter.conntrack;

import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.packet.Udp;
import org.jspecify.annotations.Nullable;

/// Reads TFTP: the server answers a request from another port than the one that was asked
/// (`nf_conntrack_tftp`).
public final class TftpHelper implements Helper {
  private static final long LASTS = 300 * Conntrack.SECOND;
  private static final int READ_REQUEST = 1;
  private static final int WRITE_REQUEST = 2;

  private final String name;
  private @Nullable Translation translation;

  /// What becomes of an answer to a request that was translated (`nf_nat_tftp`).
  public interface Translation {
    /// What brings it back to the end from which `own` began.
    Expectation.Follower follower(Conntrack conntrack, Tuple own);
  }

  TftpHelper(String name) {
    this.name = name;
  }

  /// From now on answers to translated requests are translated; or not any more.
  public void translation(@Nullable Translation other) {
    translation = other;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int protocol() {
    return IpProtocol.UDP;
  }

  @Override
  public int mostExpected() {
    return 1;
  }

  @Override
  public boolean read(
      Conntrack conntrack, Connection connection, Packet packet, int transport, int info) {
    int data = transport + Udp.HEADER;
    if (data + 2 > packet.tail()) {
      return true;
    }
    int operation = Tcp.half(packet.bytes(), data);
    if (operation != READ_REQUEST && operation != WRITE_REQUEST) {
      return true;
    }
    Tuple expected = new Tuple();
    connection.tuple(Connection.REPLY, expected);
    expected.source = 0;
    return conntrack
        .expectations()
        .add(
            new Expectation(
                connection, expected, false, true, false, null, follower(conntrack, connection)),
            LASTS);
  }

  private Expectation.Follower follower(Conntrack conntrack, Connection connection) {
    if (translation == null || !connection.isTranslated()) {
      return Expectation.Follower.NONE;
    }
    Tuple own = new Tuple();
    connection.tuple(Connection.ORIGINAL, own);
    return translation.follower(conntrack, own);
  }
}
