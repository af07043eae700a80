package dev.patchbay.tools.ping;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.stack.socket.PingSocket;
import dev.patchbay.stack.socket.RawSocket;
import dev.patchbay.stack.socket.SocketError;
import dev.patchbay.stack.socket.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Echo by ICMP (RFC 792).
final class EchoIpv4 extends EchoSocket {
  private static final int MOST_HOPS = 10;
  private static final int MOST_STAMPED_HOPS = 5;

  /// Bytes that IP options take in the header line, however long they are.
  private static final int OPTION_BYTES = 40;

  /// The types that a raw socket gets.
  private static final int WANTED =
      1 << Icmp.ECHO_REPLY | 1 << Icmp.SOURCE_QUENCH | 1 << Icmp.REDIRECT;

  private final List<Ip> hops = new ArrayList<>();
  private Ip target = Ip.ANY4;
  private String host = "";

  EchoIpv4(Session session, IpSocket socket) {
    super(session, socket, socket instanceof RawSocket);
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public boolean isForMany() {
    return options.broadcast || target.isMulticast();
  }

  @Override
  String mtuWords() {
    return "mtu=";
  }

  // ---- setting up

  @Override
  boolean aim(Destination destination, boolean isLast) throws FileException {
    checkHops();
    readTarget(destination);
    Ip source = options.source4;
    if (source == null) {
      source = findSource(isLast);
      if (source == null) {
        return false;
      }
    }
    if (target.isUnspecified()) {
      target = source;
    }
    bindDevice(socket, "SO_BINDTODEVICE");
    setPathMtuDiscovery();
    bindSource(source, "bind");
    setOptions();
    printHeader(source);
    connect(target);
    return true;
  }

  private void checkHops() {
    int count = options.destinations.size();
    if (count == 1) {
      return;
    }
    boolean stamps = options.timestamps == Options.Timestamps.TSPRESPEC;
    boolean others = options.recordRoute || (options.timestamps != null && !stamps);
    if (others || count > (stamps ? MOST_STAMPED_HOPS : MOST_HOPS)) {
      throw Options.usage("");
    }
  }

  /// The last destination is the target; those before it are hops on the way.
  private void readTarget(Destination destination) throws FileException {
    List<String> words = options.destinations;
    for (String word : words.subList(0, words.size() - 1)) {
      hops.add(hop(word));
    }
    String word = words.getLast();
    boolean inFigures = NumericAddress.parseV4(word) != null;
    target = destination.address();
    host = inFigures ? word : destination.canonical();
    names = session.names(inFigures);
  }

  private Ip hop(String word) throws FileException {
    List<Destination> found = session.resolver().find(word);
    for (Destination destination : found) {
      if (destination.address().isV4()) {
        return destination.address();
      }
    }
    String why = found.isEmpty() ? Resolver.UNKNOWN : Resolver.NOT_OF_FAMILY;
    throw voice.fatal(2, word + ": " + why);
  }

  private @Nullable Ip findSource(boolean isLast) throws FileException {
    Ip first = hops.isEmpty() ? target : hops.getFirst();
    RawSocket probe = probe();
    bindDevice(probe, "SO_BINDTODEVICE");
    setTosAndMark(probe);
    Ip source;
    try {
      source = connectProbe(probe, first);
    } catch (SocketException e) {
      if (isNoWay(e) && !isLast) {
        return null;
      }
      throw voice.refused("connect", e.errno());
    } finally {
      probe.close();
    }
    if (options.device != null) {
      checkSource(options.device, Family.IPV4, source);
    }
    return source;
  }

  private RawSocket probe() {
    RawSocket probe = new RawSocket(process.netns(), IpProtocol.UDP, process.name());
    probe.createdBy(process);
    return probe;
  }

  private Ip connectProbe(RawSocket probe, Ip destination) throws SocketException, FileException {
    try {
      probe.connect(destination);
    } catch (SocketException e) {
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
      if (!options.broadcast) {
        throw voice.fatal(
            2, "Do you want to ping broadcast? Then -b. If not, check your local firewall rules");
      }
      voice.complain("WARNING: pinging broadcast address");
      probe.broadcast(true);
      probe.connect(destination);
    }
    Ip local = probe.local();
    return local == null ? Ip.ANY4 : local;
  }

  private void setOptions() throws FileException {
    if (socket instanceof RawSocket raw) {
      raw.icmpFilter(~WANTED);
    }
    socket.receivesErrors(true);
    setIpOptions();
    setBuffer(Ipv4.HEADER + optionBytes());
    socket.broadcast(options.broadcast);
    socket.multicastLoop(options.multicastLoop);
    setTosAndMark(socket);
    Integer ttl = options.ttl;
    if (ttl != null) {
      if (ttl == 0) {
        throw voice.refused("cannot set unicast time-to-live", Errno.EINVAL);
      }
      socket.ttl(ttl);
      socket.multicastTtl(ttl);
    }
  }

  private int optionBytes() {
    return options.recordRoute || options.timestamps != null ? OPTION_BYTES : 0;
  }

  private void setIpOptions() throws FileException {
    if (options.recordRoute) {
      setIpOptions(RouteOptions.recordRoute(), "record route");
    }
    Options.Timestamps timestamps = options.timestamps;
    if (timestamps != null && !(timestamps == Options.Timestamps.TSPRESPEC && hops.isEmpty())) {
      setIpOptions(RouteOptions.timestamps(timestamps, hops), "ts option");
    }
    if (!hops.isEmpty() && timestamps == null) {
      // iputils 20221126 asks for a source route in a way that Linux always refuses.
      throw voice.refused("record route", Errno.EPERM);
    }
  }

  private void setIpOptions(byte[] bytes, String what) throws FileException {
    try {
      if (socket instanceof RawSocket raw) {
        raw.options(bytes);
      } else if (socket instanceof PingSocket ping) {
        ping.options(bytes);
      }
    } catch (SocketException e) {
      throw voice.refused(what, e.errno());
    }
  }

  private void printHeader(Ip source) throws FileException {
    voice.print("PING " + host + " (" + target.text() + ") ");
    if (options.device != null || options.strictSource) {
      String device = options.device == null ? "" : options.device;
      voice.print("from " + source.text() + " " + device + ": ");
    }
    long whole = (long) options.size + HEADER + Ipv4.HEADER + optionBytes();
    voice.print(options.size + "(" + whole + ") bytes of data.\n");
  }

  // ---- messages

  @Override
  public void send(int sequence, boolean confirm) throws SocketException {
    if (options.direct) {
      refuseGateway();
    }
    byte[] message = request(sequence);
    Icmp.type(message, 0, Icmp.ECHO_REQUEST);
    Icmp.id(message, 0, Math.max(identifier(), 0));
    Icmp.fillChecksum(message, 0, message.length);
    socket.send(message, target, confirm);
  }

  /// With `-r` the target must be on a link of this host (`SO_DONTROUTE`).
  private void refuseGateway() throws SocketException {
    Flow flow = new Flow();
    flow.destinationHi = target.hi();
    flow.output = socket.boundDevice();
    Route route = Fib.of(process.netns(), Family.IPV4).output(flow);
    if (route != null && route.hasGateway()) {
      throw new SocketException(Errno.ENETUNREACH);
    }
  }

  @Override
  public @Nullable Heard receive() throws SocketException {
    Datagram datagram = socket.receive();
    return datagram == null ? null : read(datagram);
  }

  private Heard read(Datagram datagram) {
    byte[] bytes = datagram.bytes();
    int at = socket instanceof RawSocket ? Ipv4.payload(bytes, 0) : 0;
    if (!Icmp.fits(bytes, at, bytes.length)) {
      return new Heard.Other();
    }
    return switch (Icmp.type(bytes, at)) {
      case Icmp.ECHO_REPLY -> isOurs(Icmp.id(bytes, at)) ? reply(datagram, at) : new Heard.Other();
      case Icmp.REDIRECT, Icmp.SOURCE_QUENCH -> notice(datagram, at);
      default -> new Heard.Other();
    };
  }

  private Heard reply(Datagram datagram, int at) {
    byte[] bytes = datagram.bytes();
    int length = bytes.length - at;
    return new Heard.Reply(
        Icmp.sequence(bytes, at),
        names.text(datagram.source(), 0),
        length,
        datagram.hops(),
        Arrays.copyOfRange(bytes, at + HEADER, bytes.length),
        datagram.time(),
        Checksum.of(bytes, at, length) != 0,
        !isForMany() && !datagram.source().equals(target),
        datagram.options());
  }

  private Heard notice(Datagram datagram, int at) {
    byte[] bytes = datagram.bytes();
    int quoted = at + HEADER;
    if (!Ipv4.headerFits(bytes, quoted, bytes.length)) {
      return new Heard.Other();
    }
    int request = Ipv4.payload(bytes, quoted);
    boolean ours =
        Icmp.fits(bytes, request, bytes.length)
            && Icmp.type(bytes, request) == Icmp.ECHO_REQUEST
            && Ipv4.destination(bytes, quoted) == target.toInt()
            && isOurs(Icmp.id(bytes, request));
    if (!ours) {
      return new Heard.Other();
    }
    String text =
        Icmp.type(bytes, at) == Icmp.SOURCE_QUENCH
            ? IcmpWords.ofIcmp(Icmp.SOURCE_QUENCH, 0, 0)
            : redirect(bytes, at);
    if (options.verbose) {
      text += "\n" + QuotedHeader.text(bytes, quoted);
    }
    return new Heard.Notice(Icmp.sequence(bytes, request), names.text(datagram.source(), 0), text);
  }

  private String redirect(byte[] bytes, int at) {
    int gateway = Icmp.gateway(bytes, at);
    return IcmpWords.ofRedirect(
        Icmp.code(bytes, at), gateway == 0 ? null : names.text(Ip.v4(gateway), 0));
  }

  @Override
  Heard remoteError(SocketError error) {
    byte[] request = error.payload();
    boolean ours =
        Icmp.fits(request, 0, request.length)
            && Icmp.type(request, 0) == Icmp.ECHO_REQUEST
            && error.destination().equals(target)
            && isOurs(Icmp.id(request, 0));
    if (!ours) {
      return new Heard.Other();
    }
    Ip offender = error.offender();
    return new Heard.Error(
        Icmp.sequence(request, 0),
        names.text(offender == null ? Ip.ANY4 : offender, 0),
        IcmpWords.ofIcmp(error.type(), error.code(), error.info()),
        true);
  }
}
