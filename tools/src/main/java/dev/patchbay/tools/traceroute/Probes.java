package dev.patchbay.tools.traceroute;

import dev.patchbay.core.Process;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.Ipv6Socket;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import dev.patchbay.stack.socket.PingSocket;
import dev.patchbay.stack.socket.PingSocket6;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.RawSocket6;
import dev.patchbay.stack.socket.SocketError;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.tcp.TcpSocket;
import dev.patchbay.stack.udp.UdpSocket;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How probes are sent, and how answers are known to be theirs: each has a socket of its own.
///
/// | method | packet | which probe |
/// | --- | --- | --- |
/// | default | UDP to a port of its own | the socket's port |
/// | udp | UDP to one port | the socket's port |
/// | icmp | echo request | the sequence number |
/// | tcp | a SYN to one port | the port it comes from |
/// | tcpconn | a connection to one port | the socket |
/// | udplite | UDP-Lite to one port | the port it comes from |
/// | raw | any protocol | there is only one at a time |
final class Probes {
  private static final int DEFAULT_PORT = 33434;
  private static final int DOMAIN = 53;
  private static final int DEFAULT_PROTOCOL = 253;
  private static final int USUAL_DATA = 40;
  private static final int DCCP_LENGTH = 40;

  private final Process process;
  private final Options options;
  private final Ip destination;
  private final Family family;
  private final int identifier;
  private final int headers;
  private final byte[] looseRoute;
  private final Syn syn;
  private int length;

  private Probes(Process process, Options options, Ip destination, int headers) {
    this.process = process;
    this.options = options;
    this.destination = destination;
    this.family = destination.family();
    this.identifier = process.pid() & 0xffff;
    this.syn = new Syn(options.methodOptions);
    boolean ipv4 = family == Family.IPV4;
    this.looseRoute = ipv4 ? options.gateways.looseRoute(destination) : new byte[0];
    int routing = ipv4 ? looseRoute.length : options.gateways.routingLength();
    this.headers = headers + routing;
    int network = (ipv4 ? Ipv4.HEADER : Ipv6.HEADER) + routing;
    this.length =
        Math.max(
            this.headers, Objects.requireNonNullElse(options.packetLength, network + USUAL_DATA));
  }

  /// The probes of the method that was asked for.
  static Probes of(Process process, Options options) {
    Ip destination = Objects.requireNonNull(options.destination).address();
    boolean isConnected = options.method.equals("tcpconn");
    if (isConnected && !destination.isV4() && !options.gateways.isEmpty()) {
      throw new CommandException(
          1, "traceroute: patchbay has no source routes of connections by IPv6 yet.");
    }
    int network = destination.isV4() ? Ipv4.HEADER : Ipv6.HEADER;
    int transport =
        switch (options.method) {
          case "default", "udp", "udplite" -> Udp.HEADER;
          case "icmp" -> Icmp.HEADER;
          case "raw" -> {
            options.simultaneous = 1;
            yield 0;
          }
          case "dccp" -> DCCP_LENGTH - network;
          case "tcp" -> new Syn(options.methodOptions).length();
          case "tcpconn" -> 0;
          default -> throw new CommandException(2, "Unknown traceroute module " + options.method);
        };
    Probes probes = new Probes(process, options, destination, network + transport);
    if (options.method.equals("dccp")) {
      probes.length = DCCP_LENGTH;
    } else if (options.method.equals("tcp")) {
      probes.length = probes.headers;
    }
    return probes;
  }

  /// Whom they are for.
  Ip destination() {
    return destination;
  }

  /// Their size in bytes, with all headers.
  int length() {
    return length;
  }

  /// Smaller ones are sent from now on.
  void length(int bytes) {
    length = Math.max(headers, bytes);
  }

  // ---- sending

  /// Tries whether there is a way, where that shows before the first probe.
  void begin() {
    if (List.of("icmp", "raw", "tcp", "udplite").contains(options.method)) {
      IpSocket trial = open();
      try {
        prepare(trial, new Probe(0, 1));
      } finally {
        trial.close();
      }
    }
  }

  /// Sends a probe. A refusal that will be in the socket's error queue is no hindrance.
  void send(Probe probe) {
    IpSocket socket = open();
    probe.socket = socket;
    prepare(socket, probe);
    probe.sent = process.loop().now();
    if (options.method.equals("tcpconn")) {
      return;
    }
    try {
      socket.send(bytes(probe, socket), null, false);
    } catch (SocketException e) {
      if (e.errno() != Errno.EMSGSIZE && e.errno() != Errno.EHOSTUNREACH) {
        throw refused("send", e);
      }
    }
  }

  private IpSocket open() {
    try {
      return switch (options.method) {
        case "icmp" ->
            options.methodOptions.has("dgram")
                ? ping()
                : raw(family == Family.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6);
        case "raw" -> raw(Objects.requireNonNullElse(options.protocol, DEFAULT_PROTOCOL));
        case "tcp" -> raw(IpProtocol.TCP);
        case "udplite" -> raw(IpProtocol.UDPLITE);
        case "tcpconn" -> TcpSocket.open(process, family);
        case "dccp" -> throw new SocketException(Errno.ESOCKTNOSUPPORT);
        default -> UdpSocket.open(process, family);
      };
    } catch (SocketException e) {
      throw refused("socket", e);
    }
  }

  private IpSocket ping() throws SocketException {
    return family == Family.IPV4 ? PingSocket.open(process) : PingSocket6.open(process);
  }

  private IpSocket raw(int protocol) throws SocketException {
    return family == Family.IPV4
        ? RawSocket.open(process, protocol)
        : RawSocket6.open(process, protocol);
  }

  /// A free port, which stays the probe's until that is finished.
  private void reservePort(Probe probe) {
    TcpSocket socket = TcpSocket.open(process, family);
    probe.reservation = socket;
    try {
      int port = Objects.requireNonNullElse(options.sourcePort, 0);
      socket.bind(family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6, port);
    } catch (SocketException e) {
      throw refused("bind", e);
    }
    probe.port = socket.localPort();
    probe.sequence = process.netns().random("traceroute/" + process.pid()).nextInt();
  }

  private int port() {
    return Objects.requireNonNullElse(options.port, Syn.PORT);
  }

  private void prepare(IpSocket socket, Probe probe) {
    String device = options.device;
    if (device != null) {
      try {
        socket.bindDevice(device);
      } catch (SocketException e) {
        throw refused("setsockopt SO_BINDTODEVICE", e);
      }
    }
    bind(socket);
    sourceRoute(socket);
    socket.pathMtuDiscovery(options.dontFragment ? PathMtuDiscovery.PROBE : PathMtuDiscovery.DONT);
    if (options.tos != null) {
      socket.tos(options.tos);
    }
    if (options.mark != null) {
      socket.mark(options.mark);
    }
    if (socket instanceof UdpSocket udp) {
      udp.flowLabel(options.flowLabel);
    }
    socket.dontRoute(options.dontRoute);
    socket.receivesErrors(true);
    socket.ttl(probe.hops);
    try {
      connect(socket, probe);
    } catch (SocketException e) {
      throw refused("connect", e);
    }
  }

  private void bind(IpSocket socket) {
    Ip source = options.source;
    Integer port = options.sourcePort;
    if (source == null && port == null) {
      return;
    }
    Ip local = source != null ? source : family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6;
    try {
      if (socket instanceof UdpSocket udp) {
        udp.bind(local, port == null ? 0 : port);
      } else if (source != null) {
        socket.bind(local);
      }
    } catch (SocketException e) {
      throw refused("bind", e);
    }
  }

  private void sourceRoute(IpSocket socket) {
    boolean ipv4 = family == Family.IPV4;
    try {
      if (socket instanceof UdpSocket udp && ipv4) {
        udp.options(looseRoute);
      } else if (socket instanceof RawSocket raw) {
        raw.options(looseRoute);
      } else if (socket instanceof UdpSocket udp) {
        udp.sourceRoute(options.gateways.addresses());
      } else if (socket instanceof Ipv6Socket other) {
        other.sourceRoute(options.gateways.addresses());
      }
    } catch (SocketException e) {
      throw refused(ipv4 ? "setsockopt IP_OPTIONS" : "setsockopt IPV6_RTHDR", e);
    }
  }

  private void connect(IpSocket socket, Probe probe) throws SocketException {
    if (socket instanceof TcpSocket tcp) {
      tcp.connect(destination, port());
    } else if (!(socket instanceof UdpSocket udp)) {
      socket.connect(destination);
    } else if (options.method.equals("udp")) {
      udp.connect(destination, Objects.requireNonNullElse(options.port, DOMAIN));
    } else {
      int first = Objects.requireNonNullElse(options.port, DEFAULT_PORT);
      udp.connect(destination, (first + probe.number) & 0xffff);
    }
  }

  private static CommandException refused(String what, SocketException e) {
    return new CommandException(1, "\n" + what + ": " + e.errno().text());
  }

  private byte[] bytes(Probe probe, IpSocket socket) {
    if (options.method.equals("tcp")) {
      reservePort(probe);
      Ip source = Objects.requireNonNull(socket.local());
      return syn.segment(source, probe.port, destination, port(), probe.sequence);
    }
    boolean icmp = options.method.equals("icmp");
    boolean lite = options.method.equals("udplite");
    int header = icmp ? Icmp.HEADER : lite ? Udp.HEADER : 0;
    byte[] bytes = new byte[length - headers + header];
    for (int i = header; i < bytes.length; i++) {
      bytes[i] = (byte) (0x40 + (i - header & 0x3f));
    }
    if (icmp) {
      Icmp.type(bytes, 0, family == Family.IPV4 ? Icmp.ECHO_REQUEST : Icmpv6.ECHO_REQUEST);
      Icmp.id(bytes, 0, identifier);
      Icmp.sequence(bytes, 0, sequence(probe));
      Icmp.fillChecksum(bytes, 0, bytes.length);
    } else if (lite) {
      lite(bytes, probe, Objects.requireNonNull(socket.local()));
    }
    return bytes;
  }

  /// The header of UDP-Lite (RFC 3828): where that of UDP has its length, it says how many bytes
  /// the checksum covers.
  private void lite(byte[] bytes, Probe probe, Ip source) {
    reservePort(probe);
    Long asked = options.methodOptions.number("coverage");
    int coverage = asked == null ? Udp.HEADER : asked.intValue();
    int covered = coverage == 0 ? bytes.length : Math.clamp(coverage, Udp.HEADER, bytes.length);
    Udp.sourcePort(bytes, 0, probe.port);
    Udp.destinationPort(bytes, 0, Objects.requireNonNullElse(options.port, DOMAIN));
    Udp.length(bytes, 0, coverage);
    long pseudo =
        family == Family.IPV4
            ? Checksum.pseudo(
                (int) (source.hi() >>> 32),
                (int) (destination.hi() >>> 32),
                IpProtocol.UDPLITE,
                bytes.length)
            : Checksum.pseudo(
                source.hi(),
                source.lo(),
                destination.hi(),
                destination.lo(),
                IpProtocol.UDPLITE,
                bytes.length);
    int checksum = Checksum.fold(Checksum.add(pseudo, bytes, 0, covered));
    Udp.checksum(bytes, 0, checksum == 0 ? 0xffff : checksum);
  }

  private int sequence(Probe probe) {
    return Objects.requireNonNullElse(options.port, 1) + probe.number & 0xffff;
  }

  // ---- hearing

  /// Takes in what has come for a probe.
  void hear(Probe probe) {
    IpSocket socket = probe.socket;
    if (socket == null) {
      return;
    }
    for (SocketError error = socket.nextError();
        error != null && !probe.done;
        error = socket.nextError()) {
      if (isFor(probe, error.payload(), 0)) {
        hear(probe, error);
      }
    }
    if (!probe.done && socket instanceof TcpSocket tcp) {
      connected(probe, tcp);
    } else if (!probe.done) {
      reply(probe, socket);
    }
  }

  /// Whether the host has accepted or refused the connection.
  private void connected(Probe probe, TcpSocket socket) {
    boolean isRefused = socket.takePending() == Errno.ECONNREFUSED;
    if (isRefused || socket.hasConnection()) {
      arrived(probe, destination, process.loop().now());
    }
  }

  private static void arrived(Probe probe, Ip answerer, long time) {
    probe.answerer = answerer;
    probe.received = time;
    probe.last = true;
    probe.finish();
  }

  private void hear(Probe probe, SocketError error) {
    String verdict = Verdict.of(family, error);
    boolean tooLarge = verdict != null && verdict.startsWith("!F-");
    if (tooLarge && options.discoverMtu && error.info() < length) {
      length(error.info());
      probe.finish();
      probe.done = false;
      probe.sent = 0;
      probe.mtu = length;
      return;
    }
    probe.answerer = error.offender();
    probe.received = error.time();
    probe.last = verdict != null;
    probe.remark = verdict == null ? "" : verdict;
    probe.finish();
  }

  private void reply(Probe probe, IpSocket socket) {
    try {
      for (Datagram datagram = socket.receive();
          datagram != null && !probe.done;
          datagram = socket.receive()) {
        if (answers(probe, datagram)) {
          arrived(probe, datagram.source(), datagram.time());
        }
      }
    } catch (SocketException e) {
      // The error has been read from the queue, which says more.
      return;
    }
  }

  private boolean answers(Probe probe, Datagram datagram) {
    if (options.method.equals("tcp")) {
      byte[] bytes = datagram.bytes();
      int at = family == Family.IPV4 ? Ipv4.payload(bytes, 0) : 0;
      boolean isAnswer =
          datagram.source().equals(destination) && Syn.isBetween(bytes, at, port(), probe.port);
      if (isAnswer && options.methodOptions.has("info")) {
        probe.flags = Syn.shownFlags(bytes, at);
      }
      return isAnswer;
    }
    if (!options.method.equals("icmp")) {
      return true;
    }
    byte[] bytes = datagram.bytes();
    int at = family == Family.IPV4 ? Ipv4.payload(bytes, 0) : 0;
    int reply = family == Family.IPV4 ? Icmp.ECHO_REPLY : Icmpv6.ECHO_REPLY;
    return bytes.length >= at + Icmp.HEADER
        && Icmp.type(bytes, at) == reply
        && isFor(probe, bytes, at);
  }

  /// Whether a message at `at` is the probe's, or an answer to it; methods whose probes have
  /// sockets of their own need not ask.
  private boolean isFor(Probe probe, byte @Nullable [] message, int at) {
    if (options.method.equals("tcp") && message != null) {
      return Syn.isBetween(message, at, probe.port, port());
    }
    if (options.method.equals("udplite") && message != null) {
      return Syn.isBetween(
          message, at, probe.port, Objects.requireNonNullElse(options.port, DOMAIN));
    }
    if (!options.method.equals("icmp") || message == null) {
      return true;
    }
    return message.length >= at + Icmp.HEADER
        && Icmp.id(message, at) == identifier
        && Icmp.sequence(message, at) == sequence(probe);
  }
}
