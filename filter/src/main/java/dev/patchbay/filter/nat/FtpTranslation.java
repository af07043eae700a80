package dev.patchbay.filter.nat;

import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.Expectation;
import dev.patchbay.filter.conntrack.FtpAddress;
import dev.patchbay.filter.conntrack.FtpHelper;
import dev.patchbay.filter.conntrack.SequenceShift;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import java.nio.charset.StandardCharsets;

/// Lets FTP over a translated connection name the addresses that the other end can reach, and
/// translates the connections that come of it (`nf_nat_ftp`).
final class FtpTranslation implements FtpHelper.Translation {
  private static final int MOST_ATTEMPTS = 128;
  private static final int PORTS = 0x10000;
  private static final int FIRST_FREE = 1024;

  @Override
  public boolean translate(
      Conntrack conntrack,
      Connection connection,
      Packet packet,
      int transport,
      int info,
      FtpAddress said,
      Tuple expected) {
    int direction = Connection.direction(info);
    Tuple other = new Tuple();
    connection.tuple(1 - direction, other);
    int port = expect(conntrack, connection, direction, expected);
    if (port == 0) {
      return false;
    }
    byte[] text = said.text(other.destinationAddress(), port).getBytes(StandardCharsets.ISO_8859_1);
    int sequence = Tcp.sequence(packet.bytes(), transport);
    replace(packet, connection.family(), transport, said, text);
    if (text.length != said.length()) {
      connection.set(Connection.SEQ_ADJUST);
      SequenceShift.set(connection, direction, sequence, text.length - said.length());
    }
    return true;
  }

  /// Finds a port at which nobody else expects anything, and expects the connection there; 0 when
  /// there is none.
  private static int expect(
      Conntrack conntrack, Connection connection, int direction, Tuple expected) {
    int saved = expected.destination;
    Tuple own = new Tuple();
    connection.tuple(direction, own);
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      int port = (saved + i) % PORTS;
      expected.destination = port < FIRST_FREE && i > 0 ? port + FIRST_FREE : port;
      Expectation expectation =
          new Expectation(
              connection,
              expected,
              false,
              true,
              false,
              null,
              new MasterFollower(conntrack, own, saved));
      if (conntrack.expectations().add(expectation, FtpHelper.LASTS)) {
        return expected.destination;
      }
    }
    return 0;
  }

  /// Writes another text into the segment, with all that follows of it in the headers
  /// (`nf_nat_mangle_tcp_packet`).
  private static void replace(
      Packet packet, Family family, int transport, FtpAddress said, byte[] text) {
    Checksum.resolve(packet);
    int change = text.length - said.length();
    int behind = said.from() + said.length() - packet.head();
    int left = packet.length() - behind;
    int head = packet.head();
    if (change > 0) {
      packet.put(change);
    }
    byte[] bytes = packet.edit();
    int moved = packet.head() - head;
    int from = said.from() + moved;
    System.arraycopy(bytes, packet.head() + behind, bytes, from + text.length, left);
    System.arraycopy(text, 0, bytes, from, text.length);
    if (change < 0) {
      packet.trim(packet.length() + change);
    }
    fix(packet, bytes, family, transport + moved, change);
  }

  private static void fix(Packet packet, byte[] bytes, Family family, int transport, int change) {
    int ip = packet.network();
    int length = packet.tail() - transport;
    long pseudo;
    if (family == Family.IPV4) {
      Ipv4.totalLength(bytes, ip, Ipv4.totalLength(bytes, ip) + change);
      Ipv4.fillChecksum(bytes, ip);
      pseudo = Checksum.pseudoV4(bytes, ip, IpProtocol.TCP, length);
    } else {
      Ipv6.payloadLength(bytes, ip, Ipv6.payloadLength(bytes, ip) + change);
      pseudo = Checksum.pseudoV6(bytes, ip, IpProtocol.TCP, length);
    }
    Tcp.fillChecksum(bytes, transport, length, pseudo);
  }
}
