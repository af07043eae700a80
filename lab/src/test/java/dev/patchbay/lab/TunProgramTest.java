package dev.patchbay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.device.tun.TunFile;
import dev.patchbay.device.tun.TunFlags;
import dev.patchbay.device.tun.TunRequest;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A program written for the lab is a host at the other end of a tap: it answers ARP and pings.
class TunProgramTest {
  private static final Mac ITS_OWN = Mac.of("02:00:00:00:00:0f");

  private final Lab lab = Lab.builder().checkedPool(true).build();

  @AfterEach
  void everyPacketIsAccountedFor() {
    lab.close();
  }

  private Process start(TunRequest request) {
    lab.run("");
    Process program = lab.machine().processes().all().getFirst().fork(0);
    return program.start(
        false,
        (process, args) -> {
          TunFile file = TunFile.open(process.machine());
          process.descriptors().set(process.descriptors().free(3), file);
          file.attach(process.netns(), process.user(), request);
          answerAll(file);
          return 0;
        },
        List.of("answerer"));
  }

  private static void answerAll(TunFile file) throws FileException {
    byte[] frame = new byte[2000];
    for (int length = file.read(frame, 0, frame.length); ; ) {
      if (Ethernet.type(frame, 0) == EtherType.ARP) {
        answerArp(frame);
        file.write(frame, 0, length);
      } else if (answersEcho(frame, length)) {
        file.write(frame, 0, length);
      }
      length = file.read(frame, 0, frame.length);
    }
  }

  private static void turn(byte[] frame) {
    Ethernet.destination(frame, 0, Ethernet.source(frame, 0));
    Ethernet.source(frame, 0, ITS_OWN.value());
  }

  private static void answerArp(byte[] frame) {
    int at = Ethernet.HEADER;
    int asked = Arp.targetIp(frame, at);
    turn(frame);
    Arp.operation(frame, at, Arp.REPLY);
    Arp.targetMac(frame, at, Arp.senderMac(frame, at));
    Arp.targetIp(frame, at, Arp.senderIp(frame, at));
    Arp.senderMac(frame, at, ITS_OWN.value());
    Arp.senderIp(frame, at, asked);
  }

  private static boolean answersEcho(byte[] frame, int length) {
    int ip = Ethernet.HEADER;
    int icmp = ip + Ipv4.HEADER;
    if (Ethernet.type(frame, 0) != EtherType.IPV4 || Icmp.type(frame, icmp) != Icmp.ECHO_REQUEST) {
      return false;
    }
    turn(frame);
    int source = Ipv4.source(frame, ip);
    Ipv4.source(frame, ip, Ipv4.destination(frame, ip));
    Ipv4.destination(frame, ip, source);
    Icmp.type(frame, icmp, Icmp.ECHO_REPLY);
    Icmp.checksum(frame, icmp, 0);
    Icmp.checksum(frame, icmp, Checksum.of(frame, icmp, length - icmp));
    return true;
  }

  @Test
  void answersArpAndPings() {
    Process program = start(TunRequest.tap("tap0"));

    String output =
        lab.run(
            """
            sysctl -qw net.ipv6.conf.all.disable_ipv6=1
            ip addr add 10.0.0.1/24 dev tap0
            ip link set tap0 up
            ping -c 2 10.0.0.2
            ip neigh show dev tap0
            ip -br link show tap0
            ip -d tuntap
            """);

    assertThat(output)
        .contains("2 packets transmitted, 2 received, 0% packet loss")
        .contains("10.0.0.2 lladdr 02:00:00:00:00:0f REACHABLE")
        .contains("<BROADCAST,MULTICAST,UP,LOWER_UP>")
        .contains("tap0: tap\n\tAttached to processes:answerer(" + program.pid() + ")\n");
  }

  @Test
  void endsWithItsProcess() {
    Process program = start(TunRequest.tap("tap0"));
    lab.run("ip link set tap0 up");

    program.signal(Signal.KILL);

    assertThat(lab.run("ip -br link show tap0")).contains("Device \"tap0\" does not exist.");
    assertThat(program.hasEnded()).isTrue();
  }

  @Test
  void isAPortOfABridgeWhileItRuns() {
    lab.run(
        """
        ip link add br0 type bridge
        ip link set br0 up
        ip addr add 10.0.0.1/24 dev br0
        ip tuntap add tap0 mode tap multi_queue
        ip link set tap0 up master br0
        """);
    assertThat(lab.run("ping -c 1 -W 1 10.0.0.2")).contains("100% packet loss");

    start(TunRequest.tap("tap0").with(TunFlags.MULTI_QUEUE));

    assertThat(lab.run("sleep 1; ping -c 1 10.0.0.2")).contains(" 0% packet loss");
  }
}
