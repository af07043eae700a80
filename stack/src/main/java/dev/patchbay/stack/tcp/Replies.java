package dev.patchbay.stack.tcp;

import dev.patchbay.core.Leg;
import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.stack.ip.IpHeader;
import dev.patchbay.stack.ip.IpSetting;
import dev.patchbay.stack.ip.IpStack;
import dev.patchbay.stack.ip6.Ip6;
import dev.patchbay.stack.ip6.Ip6Header;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.socket.Ends;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Segments of no connection: resets for what nobody wants, acknowledgements for what waits, the
/// SYN and ACK of a listener (`tcp_v4_send_reset`, `tcp_v4_send_ack`, `tcp_v4_send_synack`).
final class Replies {
  private final TcpStack stack;
  private final Flow flow = new Flow();
  private final IpHeader header = new IpHeader();
  private final Ip6Header header6 = new Ip6Header();

  Replies(TcpStack stack) {
    this.stack = stack;
  }

  /// Refuses a segment that is for nobody. One that is signed is refused only where somebody knows
  /// the key: who listens to the port it came from, as both ends of such connections often do.
  void reset(Arrival arrival, NetDevice by) {
    if (arrival.options.signature < 0) {
      reset(arrival, by, (Md5Key) null);
      return;
    }
    Packet packet = Objects.requireNonNull(arrival.packet);
    Ends listening = new Ends();
    listening.received(packet.bytes(), packet.network());
    listening.localPort = arrival.remotePort;
    listening.remotePort = arrival.remotePort;
    Connection listener = stack.table().listeners().find(listening, by);
    Md5Key key = listener == null ? null : listener.md5Key(arrival);
    int at = packet.transport();
    if (key != null && key.matches(arrival, packet.bytes(), at, packet.tail())) {
      reset(arrival, by, key);
    }
  }

  /// Refuses a segment that is for that connection or listener.
  void reset(Arrival arrival, NetDevice by, Connection of) {
    reset(arrival, by, of.md5Key(arrival));
  }

  /// RFC 9293 section 3.5.2. A reset is never answered, nor what was not for this host alone.
  private void reset(Arrival arrival, NetDevice by, @Nullable Md5Key key) {
    if (arrival.has(Tcp.RST) || !isForUs(arrival)) {
      return;
    }
    boolean acknowledges = arrival.has(Tcp.ACK);
    int sequence = acknowledges ? arrival.acknowledgement : 0;
    int acknowledgement = acknowledges ? 0 : arrival.end;
    int flags = acknowledges ? Tcp.RST : Tcp.RST | Tcp.ACK;
    Packet packet = stack.world().allocate(0);
    int at = push(packet, arrival, key == null ? 0 : Md5Key.OPTION);
    byte[] bytes = packet.bytes();
    Tcp.sequence(bytes, at, sequence);
    Tcp.acknowledgement(bytes, at, acknowledgement);
    Tcp.flags(bytes, at, flags);
    if (key != null) {
      key.sign(arrival, bytes, at, packet.tail());
    }
    stack.count(TcpCounter.OUT_RSTS);
    send(packet, arrival, by, 0, replyMark(arrival));
  }

  private static boolean isForUs(Arrival arrival) {
    Packet packet = arrival.packet;
    if (packet == null || packet.destination() == null) {
      return true;
    }
    return Route.of(packet).isLocal();
  }

  private int replyMark(Arrival arrival) {
    Packet packet = arrival.packet;
    boolean reflects = IpStack.of(stack.netns()).settings().isOn(IpSetting.FWMARK_REFLECT);
    return reflects && packet != null ? packet.mark() : 0;
  }

  /// Answers for a connection that waits (`tcp_v4_timewait_ack`).
  void acknowledge(TimeWait wait, Arrival arrival, NetDevice by) {
    int window = wait.rcvWnd >> wait.receiveScale;
    acknowledge(
        arrival,
        by,
        wait.sndNxt,
        wait.rcvNxt,
        window,
        wait.hasTimestamps(),
        wait.timestampClock(),
        wait.recent,
        wait.tos,
        wait.mark,
        wait.md5Key);
  }

  /// Answers for a connection that has not been confirmed (`tcp_v4_reqsk_send_ack`).
  void acknowledge(Request request, Arrival arrival, NetDevice by) {
    acknowledge(
        arrival,
        by,
        request.initialSeq + 1,
        request.rcvNxt,
        request.window >> request.receiveScale,
        request.timestamps,
        request.timestampClock(),
        request.recent,
        request.tos,
        request.mark,
        request.md5Key());
  }

  private void acknowledge(
      Arrival arrival,
      NetDevice by,
      int sequence,
      int acknowledgement,
      int window,
      boolean timestamps,
      int clock,
      int echo,
      int tos,
      int mark,
      @Nullable Md5Key key) {
    Packet packet = stack.world().allocate(0);
    int signature = key == null ? 0 : Md5Key.OPTION;
    int at = push(packet, arrival, signature + (timestamps ? 12 : 0));
    byte[] bytes = packet.bytes();
    Tcp.sequence(bytes, at, sequence);
    Tcp.acknowledgement(bytes, at, acknowledgement);
    Tcp.flags(bytes, at, Tcp.ACK);
    Tcp.window(bytes, at, window);
    if (timestamps) {
      Tcp.putTimestamp(bytes, Tcp.putNops(bytes, at + Tcp.HEADER + signature), clock, echo);
    }
    if (key != null) {
      key.sign(arrival, bytes, at, packet.tail());
    }
    send(packet, arrival, by, tos, mark);
  }

  private int push(Packet packet, Arrival arrival, int options) {
    return Tcp.push(packet, arrival.localPort, arrival.remotePort, options);
  }

  private void send(Packet packet, Arrival arrival, NetDevice by, int tos, int mark) {
    Route route = route(arrival, by, tos, mark);
    if (route == null) {
      stack.world().consume(packet);
      return;
    }
    stack.count(TcpCounter.OUT_SEGS);
    packet.mark(mark);
    if (arrival.family == Family.IPV4) {
      sendIpv4(packet, route, arrival.localHi, arrival.remoteHi, tos);
    } else {
      header6.clear();
      header6.sourceHi = arrival.localHi;
      header6.sourceLo = arrival.localLo;
      header6.destinationHi = arrival.remoteHi;
      header6.destinationLo = arrival.remoteLo;
      sendIpv6(packet, route, tos);
    }
  }

  private @Nullable Route route(Arrival arrival, NetDevice by, int tos, int mark) {
    flow.clear();
    flow.destinationHi = arrival.remoteHi;
    flow.destinationLo = arrival.remoteLo;
    flow.sourceHi = arrival.localHi;
    flow.sourceLo = arrival.localLo;
    flow.anySource = true;
    flow.output = outputDevice(arrival, by);
    flow.tos = tos;
    flow.mark = mark;
    flow.protocol = IpProtocol.TCP;
    flow.sourcePort = arrival.localPort;
    flow.destinationPort = arrival.remotePort;
    Route route = Fib.of(stack.netns(), arrival.family).output(flow);
    return route == null || route.error() != 0 ? null : route;
  }

  private static @Nullable NetDevice outputDevice(Arrival arrival, NetDevice by) {
    boolean link = arrival.family == Family.IPV6 && Ip.v6(arrival.remoteHi, 0).isLinkLocal();
    return link ? by : L3Master.of(by);
  }

  /// Sends a segment whose TCP header is whole but for the checksum.
  private void sendIpv4(Packet packet, Route route, long from, long to, int tos) {
    header.clear();
    header.route = route;
    header.source = (int) (from >>> 32);
    header.destination = (int) (to >>> 32);
    header.protocol = IpProtocol.TCP;
    header.tos = tos;
    header.dontFragment = true;
    TcpTransmit.partial(
        packet,
        Checksum.pseudo(header.source, header.destination, IpProtocol.TCP, packet.length()));
    IpStack.of(stack.netns()).output().send(packet, header);
  }

  private void sendIpv6(Packet packet, Route route, int trafficClass) {
    header6.route = route;
    header6.protocol = IpProtocol.TCP;
    header6.trafficClass = trafficClass;
    TcpTransmit.partial(
        packet,
        Checksum.pseudo(
            header6.sourceHi,
            header6.sourceLo,
            header6.destinationHi,
            header6.destinationLo,
            IpProtocol.TCP,
            packet.length()));
    Ip6.of(stack.netns().machine()).output().send(packet, header6);
  }

  /// Sends the SYN and ACK of a request; returns whether it could (`tcp_v4_send_synack`).
  boolean synAck(Request request) {
    TcpSocket socket = request.listener.socket;
    Route route = request.route(flow);
    if (route == null) {
      return false;
    }
    Packet packet = stack.world().allocate(0);
    Md5Key key = request.md5Key();
    int signature = key == null ? 0 : Md5Key.OPTION;
    FastOpenCookie cookie =
        SynOptions.fitting(
            SynOptions.MOST - signature,
            request.timestamps,
            request.sack,
            request.scaling,
            request.cookie);
    request.cookie = null;
    int length = SynOptions.length(request.timestamps, request.sack, request.scaling, cookie);
    int at = Tcp.push(packet, request.localPort, request.remotePort, signature + length);
    byte[] bytes = packet.bytes();
    Tcp.sequence(bytes, at, request.initialSeq);
    Tcp.acknowledgement(bytes, at, request.rcvNxt);
    Tcp.flags(bytes, at, Tcp.SYN | Tcp.ACK | (request.ecn ? Tcp.ECE : 0));
    Tcp.window(bytes, at, Math.min(request.window, 65_535));
    SynOptions.write(
        bytes,
        at + Tcp.HEADER + signature,
        request.advertisedMss,
        request.sack,
        request.timestamps,
        request.synAckClock(),
        request.recent,
        request.scaling ? request.receiveScale : -1,
        cookie);
    if (key != null) {
      key.sign(request, bytes, at, packet.tail());
    }
    stack.count(TcpCounter.OUT_SEGS);
    packet.mark(request.mark);
    Leg before = socket.depart(packet);
    if (request.family == Family.IPV4) {
      sendIpv4(packet, route, request.localHi, request.remoteHi, request.tos);
    } else {
      header6.clear();
      header6.sourceHi = request.localHi;
      header6.sourceLo = request.localLo;
      header6.destinationHi = request.remoteHi;
      header6.destinationLo = request.remoteLo;
      sendIpv6(packet, route, request.tos);
    }
    socket.departed(before);
    return true;
  }
}
