package dev.patchbay.stack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.core.Netns;
import dev.patchbay.core.PacketTap;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.Cable;
import dev.patchbay.stack.Pinger;
import dev.patchbay.stack.TestLab;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PacketSocketTest {
  @RegisterExtension final TestLab lab = new TestLab();

  private final Netns red = lab.netns("red");
  private final Netns blue = lab.netns("blue");
  private final Cable eth0 = lab.connect(red, "eth0", "10.0.0.1/24", blue, "eth0", "10.0.0.2/24");
  private final Pinger pinger = new Pinger(red);

  private static void refuses(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private static List<String> received(PacketSocket socket) throws SocketException {
    List<String> all = new ArrayList<>();
    for (Frame frame = socket.receive(); frame != null; frame = socket.receive()) {
      all.add(frame.type() + " " + EtherType.name(frame.protocol()) + " " + frame.bytes().length);
    }
    return all;
  }

  @Test
  void seesWhatComesAndGoes() throws SocketException {
    PacketSocket socket = new PacketSocket(red, false, PacketTap.ALL, "tap");
    socket.bind(eth0, PacketTap.ALL);

    pinger.send("10.0.0.2");
    lab.passMillis(5);

    assertThat(received(socket))
        .containsExactly("OUTGOING ARP 42", "HOST ARP 42", "OUTGOING IPv4 98", "HOST IPv4 98");
    socket.close();
    pinger.socket.close();
  }

  @Test
  void seesOneProtocolOnTheWayInOnly() throws SocketException {
    PacketSocket socket = new PacketSocket(red, true, EtherType.ARP, "arping");

    pinger.send("10.0.0.2");
    lab.passMillis(5);

    assertThat(received(socket)).containsExactly("HOST ARP 28");
    socket.close();
    pinger.socket.close();
  }

  @Test
  void tellsWhereAFrameWasSeen() throws SocketException {
    PacketSocket socket = new PacketSocket(red, false, EtherType.IPV4, "tap");

    pinger.send("10.0.0.2");
    lab.passMillis(5);

    Frame frame = socket.receive();
    assertThat(frame).isNotNull();
    assertThat(frame.ifindex()).isEqualTo(eth0.index());
    assertThat(frame.source()).isEqualTo(eth0.peer().address());
    assertThat(frame.hardwareType()).isOne();
    socket.close();
    pinger.socket.close();
  }

  @Test
  void losesNoFrameThatItAloneTakes() throws SocketException {
    PacketSocket sender = new PacketSocket(blue, true, EtherType.LLDP, "sender");
    sender.bind(eth0.peer(), EtherType.LLDP);
    sender.send(new byte[50], EtherType.LLDP, eth0.address().value());
    lab.passMillis(5);
    assertThat(eth0.statistics().rxDropped).isOne();
    PacketSocket socket = new PacketSocket(red, false, EtherType.LLDP, "tap");

    sender.send(new byte[50], EtherType.LLDP, eth0.address().value());
    lab.passMillis(5);

    assertThat(received(socket)).hasSize(1);
    assertThat(eth0.statistics().rxDropped).isOne();
    socket.close();
    sender.close();
    pinger.socket.close();
  }

  @Test
  void asksAsArpingDoes() throws SocketException {
    PacketSocket socket = new PacketSocket(red, true, EtherType.ARP, "arping");
    socket.bind(eth0, EtherType.ARP);
    Packet packet = lab.world.allocate(64);
    Arp.push(packet, Arp.REQUEST, eth0.address().value(), 0x0a000001, 0, 0x0a000002);
    byte[] message = java.util.Arrays.copyOfRange(packet.bytes(), packet.head(), packet.tail());
    lab.world.consume(packet);

    socket.send(message, EtherType.ARP, Mac.BROADCAST_VALUE);
    lab.passMillis(5);

    Frame answer = socket.receive();
    assertThat(answer).isNotNull();
    assertThat(Arp.operation(answer.bytes(), 0)).isEqualTo(Arp.REPLY);
    assertThat(Arp.senderMac(answer.bytes(), 0)).isEqualTo(eth0.peer().address().value());
    assertThat(socket.receive()).isNull();
    socket.close();
  }

  @Test
  void sendsFramesAsTheyAre() throws SocketException {
    PacketSocket receiver = new PacketSocket(blue, false, PacketTap.ALL, "receiver");
    PacketSocket socket = new PacketSocket(red, false, 0, "sender");
    socket.bind(eth0, 0);
    byte[] frame = new byte[60];
    Ethernet.destination(frame, 0, Mac.BROADCAST_VALUE);
    Ethernet.type(frame, 0, EtherType.LLDP);

    socket.send(frame);
    lab.passMillis(5);

    Frame received = receiver.receive();
    assertThat(received).isNotNull();
    assertThat(received.bytes()).isEqualTo(frame);
    assertThat(received.type()).isEqualTo(Packet.Type.BROADCAST);
    assertThat(socket.hasInput()).isFalse();
    receiver.close();
  }

  @Test
  void refusesWhatCannotBeSent() throws SocketException {
    PacketSocket socket = new PacketSocket(red, false, 0, "sender");
    refuses(Errno.ENXIO, () -> socket.send(new byte[60]));
    socket.bind(eth0, 0);

    refuses(Errno.EINVAL, () -> socket.send(new byte[13]));
    refuses(Errno.EMSGSIZE, () -> socket.send(new byte[1515]));
    socket.send(new byte[1514]);
    lab.down(eth0);
    socket.takePending();
    refuses(Errno.ENETDOWN, () -> socket.send(new byte[60]));
  }

  @Test
  void hearsThatItsDeviceWentDown() throws SocketException {
    PacketSocket socket = new PacketSocket(red, true, EtherType.ARP, "arping");
    socket.bind(eth0, EtherType.ARP);

    lab.down(eth0);

    refuses(Errno.ENETDOWN, socket::receive);
    lab.up(eth0);
    assertThat(socket.receive()).isNull();
  }

  @Test
  void sendsNothingByADeviceThatHasLeft() throws Exception {
    PacketSocket socket = new PacketSocket(red, false, PacketTap.ALL, "sender");
    socket.bind(eth0, PacketTap.ALL);

    red.links().move(eth0, blue, "moved", 0);
    socket.takePending();

    assertThat(socket.device()).isNull();
    refuses(Errno.ENXIO, () -> socket.send(new byte[60]));
  }

  @Test
  void seesNothingAnyMoreWhenItIsClosed() {
    PacketSocket socket = new PacketSocket(red, false, PacketTap.ALL, "tap");

    socket.close();
    pinger.send("10.0.0.2");
    lab.passMillis(5);
    pinger.socket.close();

    assertThat(lab.ledger().queued()).isZero();
  }
}
