package dev.patchbay.tools.arping;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Process;
import dev.patchbay.core.Signal;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.packet.Arp;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.stack.socket.Frame;
import dev.patchbay.stack.socket.PacketSocket;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.tools.ping.Voice;
import java.util.Locale;

/// Sends a message every interval and hears what comes back, until enough has been sent or heard,
/// time is up, or a signal ends it.
final class Rounds {
  private static final long SECOND = 1_000_000_000;
  private static final int MICROSECOND = 1000;

  private final Process process;
  private final Voice voice;
  private final Options options;
  private final PacketSocket socket;
  private final long own;
  private final Ip source;
  private final Ip destination;
  private final Bound bound;
  private long station = Mac.BROADCAST.value();
  private boolean unicasting;
  private boolean over;
  private long lastSent;
  private int rounds = 1;
  private int sent;
  private int broadcastsSent;
  private int received;
  private int broadcastsReceived;
  private int requestsReceived;

  Rounds(
      Process process,
      Voice voice,
      Options options,
      PacketSocket socket,
      NetDevice device,
      Ip source,
      Ip destination) {
    this.process = process;
    this.voice = voice;
    this.options = options;
    this.socket = socket;
    this.own = device.address().value();
    this.source = source;
    this.destination = destination;
    boolean bounded = options.timeout > 0 || (options.count > 0 && options.interval > 0);
    this.bound = bounded ? Bound.BOUNDED : Bound.ENDLESS;
  }

  /// Runs to the end and returns the exit status.
  int run() throws FileException {
    process.handle(Signal.INT, this::exit);
    process.handle(Signal.QUIT, this::exit);
    process.handle(Signal.TERM, this::exit);
    long now = process.loop().now();
    long end = options.timeout > 0 ? now + options.timeout * SECOND : Clock.NEVER;
    long next = options.interval > 0 ? now + options.interval * SECOND : Clock.NEVER;
    send();
    while (!over) {
      if (process.await(socket.readable(), Math.min(next, end), bound)) {
        hearAll();
        continue;
      }
      now = process.loop().now();
      if (now >= next) {
        next += options.interval * SECOND;
        round();
      }
      over |= now >= end;
    }
    return finish();
  }

  private void exit() {
    over = true;
    socket.readable().signal();
  }

  private void round() throws FileException {
    rounds++;
    if (options.count > 0 && rounds > options.count) {
      over = true;
    } else {
      send();
    }
  }

  // ---- sending

  private void send() throws FileException {
    byte[] message = new byte[Arp.HEADER];
    Arp.hardwareType(message, 0, Arp.ETHERNET);
    Arp.protocolType(message, 0, EtherType.IPV4);
    Arp.hardwareLength(message, 0, Mac.BYTES);
    Arp.protocolLength(message, 0, Integer.BYTES);
    Arp.operation(message, 0, options.answer ? Arp.REPLY : Arp.REQUEST);
    Arp.senderMac(message, 0, own);
    Arp.senderIp(message, 0, source.toInt());
    Arp.targetMac(message, 0, options.answer ? own : station);
    Arp.targetIp(message, 0, destination.toInt());
    try {
      socket.send(message, EtherType.ARP, station);
    } catch (SocketException e) {
      throw voice.refused("sendto", e.errno());
    }
    lastSent = process.loop().now();
    sent++;
    broadcastsSent += unicasting ? 0 : 1;
  }

  // ---- hearing

  private void hearAll() throws FileException {
    try {
      for (Frame frame = socket.receive(); frame != null && !over; frame = socket.receive()) {
        hear(frame);
      }
    } catch (SocketException e) {
      throw voice.refused("recvfrom", e.errno());
    }
  }

  private void hear(Frame frame) throws FileException {
    byte[] message = frame.bytes();
    if (!isForMe(frame) || !Arp.fits(message, 0, message.length) || !answers(message)) {
      return;
    }
    boolean broadcast = frame.type() != Packet.Type.HOST;
    show(message, broadcast, frame.time());
    received++;
    if (options.timeout > 0 && received == options.count) {
      over = true;
      return;
    }
    broadcastsReceived += broadcast ? 1 : 0;
    requestsReceived += Arp.operation(message, 0) == Arp.REQUEST ? 1 : 0;
    over |= options.quitOnReply;
    if (!over && !options.broadcastOnly) {
      station = Arp.senderMac(message, 0);
      unicasting = true;
    }
  }

  private static boolean isForMe(Frame frame) {
    return switch (frame.type()) {
      case HOST, BROADCAST, MULTICAST -> true;
      default -> false;
    };
  }

  /// Whether it is about the address that was asked for, and for who asked. A duplicate is whoever
  /// has it and is not this station.
  private boolean answers(byte[] message) {
    int operation = Arp.operation(message, 0);
    boolean known = operation == Arp.REQUEST || operation == Arp.REPLY;
    if (!known || Arp.senderIp(message, 0) != destination.toInt()) {
      return false;
    }
    boolean toSource = Arp.targetIp(message, 0) == source.toInt();
    if (options.detection) {
      return Arp.senderMac(message, 0) != own && (toSource || source.equals(Ip.ANY4));
    }
    return toSource && Arp.targetMac(message, 0) == own;
  }

  private void show(byte[] message, boolean broadcast, long time) throws FileException {
    if (options.quiet) {
      return;
    }
    StringBuilder text = new StringBuilder(80);
    text.append(broadcast ? "Broadcast " : "Unicast ");
    text.append(Arp.operation(message, 0) == Arp.REPLY ? "reply from " : "request from ");
    text.append(Ip.v4(Arp.senderIp(message, 0)).text()).append(" [");
    text.append(hex(Arp.senderMac(message, 0))).append("] ");
    boolean other = Arp.targetIp(message, 0) != source.toInt();
    if (other) {
      text.append("for ").append(Ip.v4(Arp.targetIp(message, 0)).text()).append(' ');
    }
    if (Arp.targetMac(message, 0) != own) {
      text.append(other ? "" : "for ").append('[');
      text.append(hex(Arp.targetMac(message, 0))).append(']');
    }
    voice.print(text.append(' ').append(duration(time - lastSent)).append("ms\n").toString());
    voice.flush();
  }

  private static String hex(long mac) {
    return Mac.format(mac).toUpperCase(Locale.ROOT);
  }

  /// Milliseconds as `arping` counts them: up to half a one too many.
  private static String duration(long nanos) {
    long micros = nanos / MICROSECOND;
    long millis = (micros + 500) / 1000;
    return "%d.%03d".formatted(millis, micros - millis * 1000 + 500);
  }

  // ---- the end

  private int finish() throws FileException {
    if (!options.quiet) {
      voice.print("Sent %d probes (%d broadcast(s))\n".formatted(sent, broadcastsSent));
      voice.print("Received %d response(s)%s\n".formatted(received, kinds()));
    }
    if (options.detection) {
      return received > 0 ? 1 : 0;
    }
    return received > 0 || options.unsolicited ? 0 : 1;
  }

  private String kinds() {
    if (broadcastsReceived == 0 && requestsReceived == 0) {
      return "";
    }
    String requests = requestsReceived > 0 ? requestsReceived + " request(s)" : "";
    String broadcasts = broadcastsReceived > 0 ? broadcastsReceived + " broadcast(s)" : "";
    String between = requests.isEmpty() || broadcasts.isEmpty() ? "" : ", ";
    return " (" + requests + between + broadcasts + ")";
  }
}
