package dev.patchbay.tools.ping;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.socket.Datagram;
import dev.patchbay.stack.socket.Ipv6Socket;
import dev.patchbay.stack.socket.RawSocket6;
import dev.patchbay.stack.socket.SocketError;
import dev.patchbay.stack.socket.SocketException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Echo by ICMPv6 (RFC 4443 section 4).
final class EchoIpv6 extends EchoSocket {
  private static final int TYPES = 256;

  private final Ipv6Socket socket6;
  private Ip target = Ip.ANY6;
  private int scope;
  private String host = "";

  EchoIpv6(Session session, Ipv6Socket socket) {
    super(session, socket, socket instanceof RawSocket6);
    socket6 = socket;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public boolean isForMany() {
    return target.isMulticast();
  }

  @Override
  String mtuWords() {
    return "mtu: ";
  }

  // ---- setting up

  @Override
  boolean aim(Destination destination, boolean isLast) throws FileException {
    if (options.destinations.size() > 1) {
      throw Options.usage("");
    }
    host = options.destinations.getFirst();
    target = destination.address();
    scope = destination.scope();
    names = session.names(host.indexOf(':') >= 0);
    warnOfMissingScope();
    NetDevice device = device();
    Ip source = options.source6;
    if (source == null) {
      source = findSource(isLast);
      if (source == null) {
        return false;
      }
    }
    bindDevice(socket, "SO_BINDTODEVICE");
    setPathMtuDiscovery();
    bindSource(source, "bind icmp socket");
    socket6.scope(process.netns().device(scope));
    setOptions();
    printHeader(source, device);
    connect(target);
    return true;
  }

  private void warnOfMissingScope() throws FileException {
    if (identifier() < 0 && NumericAddress.isLinkScope(target) && scope == 0) {
      voice.warn(
          "Warning: IPv6 link-local address on ICMP datagram socket may require ifname or scope-id"
              + " => use: address%<ifname|scope-id>");
    }
  }

  private @Nullable NetDevice device() throws FileException {
    if (options.device == null) {
      return null;
    }
    NetDevice device = process.netns().device(options.device);
    if (device == null) {
      throw voice.fatal(2, "unknown iface: " + options.device);
    }
    return device;
  }

  /// The source address; that of a link-local destination is left to the kernel.
  private @Nullable Ip findSource(boolean isLast) throws FileException {
    Ip source = NumericAddress.isLinkScope(target) ? Ip.ANY6 : probe(isLast);
    if (source != null && options.device != null) {
      checkSource(options.device, Family.IPV6, source);
    }
    return source;
  }

  private @Nullable Ip probe(boolean isLast) throws FileException {
    RawSocket6 probe = new RawSocket6(process.netns(), IpProtocol.UDP, process.name());
    probe.createdBy(process);
    try {
      bindDevice(probe, "setsockopt(SO_BINDTODEVICE)");
      setTosAndMark(probe);
      probe.connect(target);
      Ip local = probe.local();
      return local == null ? Ip.ANY6 : local;
    } catch (SocketException e) {
      if (isNoWay(e) && !isLast) {
        return null;
      }
      throw voice.refused("connect", e.errno());
    } finally {
      probe.close();
    }
  }

  private void setOptions() throws FileException {
    if (socket instanceof RawSocket6 raw) {
      BitSet types = new BitSet(TYPES);
      types.set(0, TYPES);
      types.clear(Icmpv6.ECHO_REPLY);
      raw.refuse(types);
    }
    socket.receivesErrors(true);
    setBuffer(Ipv6.HEADER);
    socket.multicastLoop(options.multicastLoop);
    setTosAndMark(socket);
    Integer ttl = options.ttl;
    if (ttl != null) {
      socket.ttl(ttl);
      socket.multicastTtl(ttl);
    }
    Integer label = options.flowLabel;
    if (label != null) {
      socket6.flowLabel(label == 0 ? randomLabel() : label);
    }
  }

  private int randomLabel() {
    String purpose = "ping/" + process.pid();
    return (int) process.netns().random(purpose).between(1, Options.MOST_FLOW_LABEL);
  }

  private void printHeader(Ip source, @Nullable NetDevice device) throws FileException {
    voice.print("PING " + host + "(" + names.text(target, scope) + ") ");
    if (socket6.flowLabel() != 0) {
      voice.print(String.format(", flow 0x%05x, ", socket6.flowLabel()));
    }
    if (device != null || options.strictSource) {
      int index = device != null && source.isLinkLocal() ? device.index() : 0;
      String name = options.device == null ? "" : options.device;
      voice.print("from " + names.figures(source, index) + " " + name + ": ");
    }
    voice.print(options.size + " data bytes\n");
  }

  // ---- messages

  @Override
  public void send(int sequence, boolean confirm) throws SocketException {
    if (scope != 0 && socket6.scope() == null) {
      throw new SocketException(Errno.ENODEV);
    }
    if (options.nodeQuery.isAsked()) {
      long nonce = process.netns().random("ping/" + process.pid()).nextLong();
      socket.send(options.nodeQuery.message(sequence, nonce, target), target, confirm);
      return;
    }
    byte[] message = request(sequence);
    Icmpv6.type(message, 0, Icmpv6.ECHO_REQUEST);
    Icmpv6.id(message, 0, Math.max(identifier(), 0));
    socket.send(message, target, confirm);
  }

  @Override
  public @Nullable Heard receive() throws SocketException {
    Datagram datagram = socket.receive();
    return datagram == null ? null : read(datagram);
  }

  private Heard read(Datagram datagram) {
    byte[] bytes = datagram.bytes();
    boolean ours =
        Icmpv6.fits(bytes, 0, bytes.length)
            && Icmpv6.type(bytes, 0) == Icmpv6.ECHO_REPLY
            && isOurs(Icmpv6.id(bytes, 0));
    if (!ours) {
      return new Heard.Other();
    }
    return new Heard.Reply(
        Icmpv6.sequence(bytes, 0),
        name(datagram.source(), datagram.ifindex()),
        bytes.length,
        datagram.hops(),
        Arrays.copyOfRange(bytes, HEADER, bytes.length),
        datagram.time(),
        false,
        isFromElsewhere(datagram.source()),
        new byte[0]);
  }

  /// Any router may answer for an address whose second half is 0: the subnet-router anycast address
  /// (RFC 4291 section 2.6.1).
  private boolean isFromElsewhere(Ip source) {
    return !isForMany() && target.lo() != 0 && !source.equals(target);
  }

  private String name(Ip address, int ifindex) {
    return names.text(address, NumericAddress.isLinkScope(address) ? ifindex : 0);
  }

  @Override
  Heard remoteError(SocketError error) {
    byte[] request = error.payload();
    boolean ours =
        Icmpv6.fits(request, 0, request.length)
            && Icmpv6.type(request, 0) == Icmpv6.ECHO_REQUEST
            && error.destination().equals(target)
            && isOurs(Icmpv6.id(request, 0));
    if (!ours) {
      return new Heard.Other();
    }
    Ip offender = error.offender();
    return new Heard.Error(
        Icmpv6.sequence(request, 0),
        name(offender == null ? Ip.ANY6 : offender, scope),
        IcmpWords.ofIcmpv6(error.type(), error.code(), error.info()),
        false);
  }
}
