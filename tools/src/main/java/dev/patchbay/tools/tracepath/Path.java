package dev.patchbay.tools.tracepath;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.Control;
import dev.patchbay.stack.socket.PathMtuDiscovery;
import dev.patchbay.stack.socket.SocketError;
import dev.patchbay.stack.socket.SocketException;
import dev.patchbay.stack.udp.UdpSocket;
import dev.patchbay.tools.ping.Hosts;
import dev.patchbay.tools.ping.Voice;
import java.util.Objects;

/// The way to one host, found hop by hop with one socket: the port of each probe says which one an
/// answer is for.
final class Path {
  private static final int FIRST_PORT = 44444;
  private static final int PORTS = 64;
  private static final int TRIES = 3;
  private static final int SENDS = 10;
  private static final int COLUMN = 52;
  private static final String LOCAL = "[LOCALHOST]                     ";
  private static final int UNKNOWN = -1;
  private static final long SECOND = 1_000_000_000;

  private final Process process;
  private final Voice voice;
  private final Options options;
  private final Hosts hosts;
  private final Ip destination;
  private final int overhead;
  private final int firstPort;
  private final UdpSocket socket;
  private final int[] sentHops = new int[PORTS];
  private final long[] sentTime = new long[PORTS];
  private int slot;
  private int mtu;
  private int hopsTo = UNKNOWN;
  private int hopsFrom = UNKNOWN;

  /// How an attempt ended.
  private enum Outcome {
    /// The way ends here.
    END,
    PROGRESS,
    SILENCE
  }

  Path(Process process, Voice voice, Options options, Ip destination, int length, int overhead) {
    this.process = process;
    this.voice = voice;
    this.options = options;
    this.hosts = Hosts.of(process);
    this.destination = destination;
    this.mtu = length;
    this.overhead = overhead;
    this.firstPort = options.port == 0 ? FIRST_PORT : options.port;
    this.socket = UdpSocket.open(process, destination.family());
    socket.pathMtuDiscovery(PathMtuDiscovery.DO);
    socket.receivesErrors(true);
  }

  /// Runs to the end.
  void run() throws FileException {
    if (!reaches()) {
      voice.print("     Too many hops: pmtu " + mtu + "\n");
    }
    voice.print("     Resume: pmtu " + mtu + " ");
    if (hopsTo >= 0) {
      voice.print("hops " + hopsTo + " ");
    }
    if (hopsFrom >= 0) {
      voice.print("back " + hopsFrom + " ");
    }
    voice.print("\n");
  }

  private boolean reaches() throws FileException {
    for (int hops = 1; hops <= options.maxHops; hops++) {
      socket.ttl(hops);
      if (attempt(hops) == Outcome.END) {
        return true;
      }
    }
    return false;
  }

  /// Tries one hop, from the beginning when the MTU turns out to be another one.
  private Outcome attempt(int hops) throws FileException {
    Outcome outcome = Outcome.SILENCE;
    for (int i = 0; i < TRIES; i++) {
      int before = mtu;
      outcome = probe(hops);
      if (mtu != before) {
        i = -1;
      } else if (outcome != Outcome.SILENCE) {
        return outcome;
      }
    }
    voice.print("%2d:  no reply\n".formatted(hops));
    return outcome;
  }

  // ---- one probe

  private Outcome probe(int hops) throws FileException {
    int refusals = 0;
    while (!send(hops)) {
      Outcome outcome = hear(hops);
      if (outcome == Outcome.END) {
        return outcome;
      }
      refusals = outcome == Outcome.PROGRESS ? 0 : refusals + 1;
      if (refusals == SENDS) {
        voice.print("%2d:  send failed\n".formatted(hops));
        return Outcome.END;
      }
    }
    slot = (slot + 1) % PORTS;
    return await(hops);
  }

  /// Waits a second for an answer.
  private Outcome await(int hops) throws FileException {
    long end = process.loop().now() + SECOND;
    Outcome outcome = Outcome.SILENCE;
    boolean woken = true;
    while (woken && outcome == Outcome.SILENCE) {
      woken = process.await(socket.readable(), end, Bound.BOUNDED);
      if (replied()) {
        voice.print("%2d?: reply received 8)\n".formatted(hops));
        return Outcome.END;
      }
      outcome = hear(hops);
    }
    return outcome;
  }

  private boolean send(int hops) {
    sentHops[slot] = hops;
    sentTime[slot] = process.loop().now();
    try {
      socket.send(new byte[mtu - overhead], destination, firstPort + slot, Control.NONE);
      return true;
    } catch (SocketException e) {
      sentHops[slot] = 0;
      return false;
    }
  }

  private boolean replied() {
    try {
      return socket.receive() != null;
    } catch (SocketException e) {
      // The queue of errors says more.
      return false;
    }
  }

  // ---- answers

  private Outcome hear(int hops) throws FileException {
    Outcome outcome = Outcome.SILENCE;
    for (SocketError error = socket.nextError(); error != null; error = socket.nextError()) {
      outcome = Outcome.PROGRESS;
      if (show(error, hops)) {
        return Outcome.END;
      }
    }
    return outcome;
  }

  /// Shows an error; returns whether the way ends there.
  private boolean show(SocketError error, int hops) throws FileException {
    boolean local = error.origin() == SocketError.Origin.LOCAL;
    int at = local ? UNKNOWN : error.port() - firstPort;
    boolean known = at >= 0 && at < PORTS && sentHops[at] > 0;
    int sent = known ? sentHops[at] : UNKNOWN;
    StringBuilder line = new StringBuilder(90);
    if (local) {
      line.append("%2d?: %s ".formatted(hops, LOCAL));
    } else {
      line.append(sent > 0 ? "%2d:  ".formatted(sent) : "%2d?: ".formatted(hops));
      line.append(host(Objects.requireNonNull(error.offender())));
    }
    if (known) {
      line.append(duration(error.time() - sentTime[at]));
      sentHops[at] = 0;
    } else if (local && destination.family() == Family.IPV6) {
      line.append(duration(error.time() - sentTime[slot]));
    }
    boolean end = conclude(error, sent, hops, line);
    voice.print(line.append('\n').toString());
    voice.flush();
    return end;
  }

  private boolean conclude(SocketError error, int sent, int hops, StringBuilder line) {
    return switch (error.errno()) {
      case EMSGSIZE -> {
        mtu = error.info();
        line.append("pmtu ").append(mtu);
        yield false;
      }
      case ECONNREFUSED -> {
        line.append("reached");
        hopsTo = sent < 0 ? hops : sent;
        hopsFrom = back(error.hops());
        yield true;
      }
      case EHOSTUNREACH -> {
        boolean expired = isExpired(error);
        line.append(expired ? detour(error, sent >= 0 ? sent : hops) : "!H");
        yield !expired;
      }
      default -> {
        line.append(remark(error.errno()));
        yield true;
      }
    };
  }

  /// What to say when the answer came another way.
  private static String detour(SocketError error, int sent) {
    int back = back(error.hops());
    return back == sent ? "" : "asymm %2d ".formatted(back);
  }

  private static String remark(Errno errno) {
    return switch (errno) {
      case EPROTO -> "!P";
      case ENETUNREACH -> "!N";
      case EACCES -> "!A";
      default -> "";
    };
  }

  private static boolean isExpired(SocketError error) {
    boolean ipv4 = error.origin() == SocketError.Origin.ICMP;
    return error.type() == (ipv4 ? Icmp.TIME_EXCEEDED : Icmpv6.TIME_EXCEEDED) && error.code() == 0;
  }

  /// How many hops the answer has made, judged by what senders usually start from.
  private static int back(int left) {
    return left <= 64 ? 65 - left : left <= 128 ? 129 - left : 256 - left;
  }

  private static String duration(long nanos) {
    long micros = nanos / 1000;
    return "%3d.%03dms ".formatted(micros / 1000, micros % 1000);
  }

  private String host(Ip address) {
    String figures = address.text();
    String name = Objects.requireNonNullElse(hosts.name(address), figures);
    String first = options.numeric ? figures : name;
    String second = options.numeric ? name : figures;
    String shown = options.both ? first + " (" + second + ")" : first;
    return shown + " ".repeat(COLUMN - Math.min(shown.length(), COLUMN - 1));
  }
}
