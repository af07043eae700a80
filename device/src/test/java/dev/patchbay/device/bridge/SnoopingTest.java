package dev.patchbay.device.bridge;

import static dev.patchbay.device.Frame.ethernet;

import dev.patchbay.device.Frame;
import dev.patchbay.device.Station;
import dev.patchbay.packet.CheckedPacketPool;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Igmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SnoopingTest {
  private static final Mac A = Mac.of("02:00:00:00:00:0a");
  private static final Mac B = Mac.of("02:00:00:00:00:0b");
  private static final Mac GROUP = Mac.of("01:00:5e:01:01:01");
  private static final Ip ADDRESS = Ip.of("239.1.1.1");

  private Switch bridge = new Switch("mcast_querier", "1");
  private Station a = bridge.station("a");
  private Station b = bridge.station("b");
  private Station c = bridge.station("c");

  /// After the bridge has asked for long enough, everybody has been heard.
  private void settle() {
    bridge.network.advance(Duration.ofSeconds(40));
    forget();
  }

  private void forget() {
    a.count();
    b.count();
    c.count();
  }

  private static Frame message(int type) {
    Packet packet = new CheckedPacketPool().allocate(64);
    int at = packet.push(Igmp.HEADER);
    Igmp.type(packet.bytes(), at, type);
    Igmp.group(packet.bytes(), at, ADDRESS.toInt());
    Igmp.fillChecksum(packet.bytes(), at, packet.tail());
    return datagram(packet, IpProtocol.IGMP, 1);
  }

  private static Frame data() {
    Packet packet = new CheckedPacketPool().allocate(64);
    packet.push(8);
    return datagram(packet, IpProtocol.UDP, 8);
  }

  private static Frame datagram(Packet packet, int protocol, int ttl) {
    int source = Ip.of("10.0.0.1").toInt();
    int ip = Ipv4.push(packet, source, ADDRESS.toInt(), protocol, ttl);
    Ipv4.fillChecksum(packet.bytes(), ip);
    byte[] bytes = packet.bytes();
    String text = new String(bytes, packet.head(), packet.length(), StandardCharsets.ISO_8859_1);
    return ethernet(GROUP, A).type(EtherType.IPV4).payload(text);
  }

  private static Frame from(Mac station, Frame frame) {
    return new Frame(frame.destination(), station, frame.type(), frame.payload());
  }

  @Test
  void sendsAGroupToItsMembersOnly() {
    settle();
    b.sends(from(B, message(Igmp.REPORT_V2)));
    forget();

    a.sends(data());

    b.receives(data());
    c.receivesNothing();
  }

  @Test
  void sendsAGroupThatNobodyWantsToRoutersOnly() {
    settle();
    bridge.set(c, "mcast_router", "2");
    forget();

    a.sends(data());

    c.receives(data());
    b.receivesNothing();
  }

  @Test
  void floodsWhileNobodyAsksWhoIsThere() {
    bridge = new Switch();
    a = bridge.station("a");
    b = bridge.station("b");
    c = bridge.station("c");
    settle();
    b.sends(from(B, message(Igmp.REPORT_V2)));
    forget();

    a.sends(data());

    b.receives(data());
    c.receives(data());
  }

  @Test
  void forgetsAMemberThatLeavesAndAnswersNoQuestion() {
    settle();
    b.sends(from(B, message(Igmp.REPORT_V2)));
    c.sends(from(B, message(Igmp.REPORT_V2)));
    b.sends(from(B, message(Igmp.LEAVE)));
    bridge.network.advance(Duration.ofSeconds(3));
    forget();

    a.sends(data());

    c.receives(data());
    b.receivesNothing();
  }

  @Test
  void aPortThatLeavesAtOnceIsForgottenAtOnce() {
    settle();
    bridge.set(b, "mcast_fast_leave", "on");
    b.sends(from(B, message(Igmp.REPORT_V2)));
    c.sends(from(B, message(Igmp.REPORT_V2)));
    b.sends(from(B, message(Igmp.LEAVE)));
    forget();

    a.sends(data());

    c.receives(data());
    b.receivesNothing();
  }

  @Test
  void aPortWithARouterHearsEveryGroupThatIsAskedFor() {
    settle();
    bridge.set(c, "mcast_router", "2");
    b.sends(from(B, message(Igmp.REPORT_V2)));
    forget();

    a.sends(data());

    b.receives(data());
    c.receives(data());
  }

  @Test
  void dropsAMessageThatIsBroken() {
    settle();
    Frame sound = message(Igmp.REPORT_V2);
    Frame cut = sound.payload(sound.payload().substring(0, Ipv4.HEADER + 3));

    b.sends(from(B, cut));

    a.receivesNothing();
    c.receivesNothing();
  }
}
