package dev.patchbay.tools.arping;

import dev.patchbay.core.Command;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.route.RouteQuestion;
import dev.patchbay.stack.route.RouteSnapshot;
import dev.patchbay.stack.route.Routes;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.UdpSocket;
import dev.patchbay.tools.ping.Destination;
import dev.patchbay.tools.ping.Resolver;
import dev.patchbay.tools.ping.Voice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `arping`: asks the stations of a link for an address, or tells them of one.
public final class Arping implements Command {
  private static final int REFUSED = 2;

  /// The port that a probe is connected to, to learn the source address.
  private static final int PROBE_PORT = 1025;

  @Override
  public int run(Process process, Args args) throws FileException {
    Voice voice = new Voice(process);
    Options options = Options.read(voice, args.rest());
    if (options.version) {
      return voice.print(Options.VERSION).end(0);
    }
    PacketSocket socket;
    try {
      socket = PacketSocket.open(process, true, 0);
    } catch (SocketException e) {
      throw voice.refused("socket", e.errno());
    }
    return voice.end(run(process, voice, options, socket));
  }

  private static int run(Process process, Voice voice, Options options, PacketSocket socket)
      throws FileException {
    Ip destination = destination(process, voice, options.destination);
    Ip source = source(voice, options);
    NetDevice device = device(process, voice, options, destination);
    checkFlags(voice, options, device);
    if (options.unsolicited && !options.detection && source == null) {
      source = destination;
    }
    source = probed(process, voice, options, destination, source);
    try {
      socket.bind(device, EtherType.ARP);
    } catch (SocketException e) {
      throw voice.refused("bind", e.errno());
    }
    if (!options.quiet) {
      voice.print(
          "ARPING %s from %s %s\n".formatted(destination.text(), source.text(), device.name()));
    }
    if (source.equals(Ip.ANY4) && !options.detection) {
      throw voice.fatal(REFUSED, "no source address in not-DAD mode");
    }
    return new Rounds(process, voice, options, socket, device, source, destination).run();
  }

  private static Ip destination(Process process, Voice voice, String word) throws FileException {
    List<Destination> found =
        Resolver.of(process).find(word).stream().filter(d -> d.address().isV4()).toList();
    if (found.isEmpty()) {
      throw voice.fatal(REFUSED, word + ": " + Resolver.UNKNOWN);
    }
    return found.getFirst().address();
  }

  private static @Nullable Ip source(Voice voice, Options options) throws FileException {
    String word = options.source;
    Ip source = word == null ? null : Ip.parse(Family.IPV4, word);
    if (word != null && source == null) {
      throw voice.fatal(REFUSED, "invalid source " + word);
    }
    return source;
  }

  // ---- the device

  /// The one that was asked for, or the one that a packet would leave by.
  private static NetDevice device(Process process, Voice voice, Options options, Ip destination)
      throws FileException {
    String name = options.device;
    NetDevice device =
        name == null || name.isEmpty()
            ? outgoing(process, voice, destination)
            : process.netns().device(name);
    if (device == null) {
      throw voice.fatal(REFUSED, "Device " + name + " not available.");
    }
    return device;
  }

  private static @Nullable NetDevice outgoing(Process process, Voice voice, Ip destination)
      throws FileException {
    RouteQuestion question = new RouteQuestion(Family.IPV4);
    question.destination = destination;
    question.destinationLength = Family.IPV4.bits();
    try {
      RouteSnapshot.Hop hop = Routes.of(process.netns()).get(question).hop();
      return hop == null ? null : process.netns().device(hop.deviceIndex());
    } catch (NetlinkException e) {
      throw voice.fatal(1, "NETLINK_ROUTE unexpected iov element");
    }
  }

  private static void checkFlags(Voice voice, Options options, NetDevice device)
      throws FileException {
    String wrong = null;
    int status = REFUSED;
    if (!device.isUp()) {
      wrong = "is down";
    } else if ((device.flags() & (DeviceFlags.NOARP | DeviceFlags.LOOPBACK)) != 0) {
      wrong = "is not ARPable";
      status = options.detection ? 0 : REFUSED;
    }
    if (wrong != null) {
      if (!options.quiet) {
        voice.print("Interface \"" + device.name() + "\" " + wrong + "\n");
      }
      throw new CommandException(status, "");
    }
  }

  // ---- the source

  /// The source address: tried out, or found, by a socket that sends nothing. Detection of
  /// duplicates has none.
  private static Ip probed(
      Process process, Voice voice, Options options, Ip destination, @Nullable Ip source)
      throws FileException {
    if (options.detection && source == null) {
      return Ip.ANY4;
    }
    UdpSocket probe = UdpSocket.open(process, Family.IPV4);
    try {
      if (options.device != null) {
        bindDevice(voice, probe, options.device);
      }
      if (source != null) {
        bind(voice, probe, source);
        return source;
      }
      return connect(voice, probe, destination);
    } finally {
      probe.close();
    }
  }

  private static void bindDevice(Voice voice, UdpSocket probe, String device) throws FileException {
    try {
      probe.bindDevice(device);
    } catch (SocketException e) {
      voice.warn("WARNING: interface is ignored: " + e.errno().text());
    }
  }

  private static void bind(Voice voice, UdpSocket probe, Ip source) throws FileException {
    try {
      probe.bind(source, 0);
    } catch (SocketException e) {
      throw voice.refused("bind", e.errno());
    }
  }

  /// A source that is not on the link is no hindrance yet.
  private static Ip connect(Voice voice, UdpSocket probe, Ip destination) throws FileException {
    probe.dontRoute(true);
    try {
      probe.connect(destination, PROBE_PORT);
    } catch (SocketException e) {
      throw voice.refused("connect", e.errno());
    }
    Ip local = probe.local();
    return local == null ? Ip.ANY4 : local;
  }
}
