package dev.patchbay.tools.traceroute;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Bound;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.socket.IpSocket;
import dev.patchbay.tools.ping.Hosts;
import dev.patchbay.tools.ping.Voice;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sends probes, several at a time, and shows what came back, hop by hop and in order.
final class Trace {
  private static final double SECOND = 1e9;

  /// How much longer an answer is taken to have needed than it has.
  private static final double PRECISION = 0.001;

  /// How often it is looked whether a later probe has been answered, in nanoseconds.
  private static final long GLANCE = 1_000_000;

  /// How long it takes to send a probe, in nanoseconds.
  private static final long SEND_TIME = 10_000;

  private final Process process;
  private final Voice voice;
  private final Options options;
  private final Probes method;
  private final Hosts hosts;
  private final Probe[] probes;
  private int end;
  private long lastSent;

  Trace(Process process, Voice voice, Options options, Probes method) {
    this.process = process;
    this.voice = voice;
    this.options = options;
    this.method = method;
    this.hosts = Hosts.of(process);
    this.probes = new Probe[options.maxHops * options.queries];
    for (int i = 0; i < probes.length; i++) {
      int number = i - (options.first - 1) * options.queries;
      probes[i] = new Probe(number, i / options.queries + 1);
    }
    this.end = probes.length;
  }

  /// Runs to the end and returns the exit status.
  int run() throws FileException {
    method.begin();
    voice.print(
        "traceroute to %s (%s), %d hops max, %d byte packets"
            .formatted(
                options.host, method.destination().text(), options.maxHops, method.length()));
    voice.flush();
    int start = (options.first - 1) * options.queries;
    while (start < end) {
      long next = round(start);
      while (start < end && probes[start].done) {
        show(start++);
      }
      if (start < end && next > 0) {
        await(start, next);
      }
    }
    voice.print("\n");
    return 0;
  }

  /// Gives up what has taken too long, sends what may be sent, and returns when there is something
  /// to do without an answer; 0 for at once.
  private long round(int start) {
    long next = Long.MAX_VALUE;
    int pending = 0;
    for (int i = start; i < end && pending < options.simultaneous; i++) {
      Probe probe = probes[i];
      long now = process.loop().now();
      if (i == start && !probe.done && probe.sent > 0 && expiry(i) < now) {
        probe.finish();
      }
      if (probe.done) {
        if (probe.last) {
          end = Math.min(end, (i / options.queries + 1) * options.queries);
        }
        continue;
      }
      if (probe.sent == 0) {
        long due = lastSent + (long) (options.sendWait * SECOND);
        if (options.sendWait > 0 && due > now) {
          return Math.min(next, due);
        }
        send(probe);
      }
      next = Math.min(next, expiry(i));
      pending++;
    }
    return pending == 0 ? 0 : next;
  }

  private void send(Probe probe) {
    method.send(probe);
    lastSent = probe.sent;
    process.sleep(SEND_TIME);
  }

  private void await(int start, long next) {
    IpSocket first = probes[start].socket;
    long now = process.loop().now();
    long until = Math.max(now + 1, Math.min(next + 1, now + GLANCE));
    if (first == null) {
      process.sleep(until - now);
    } else {
      process.await(first.readable(), until, Bound.BOUNDED);
    }
    for (int i = start; i < end && i < probes.length; i++) {
      method.hear(probes[i]);
    }
  }

  // ---- how long to wait

  private long expiry(int index) {
    return probes[index].sent + (long) (timeout(index) * SECOND);
  }

  /// Seconds that a probe is waited for: not much longer than others of the same hop, or of a later
  /// one, have taken.
  private double timeout(int index) {
    if (options.hereFactor > 0) {
      int first = index - index % options.queries;
      for (int i = first; i < first + options.queries; i++) {
        double took = took(probes[i]);
        if (took > 0) {
          return Math.min(options.wait, (took + PRECISION) * options.hereFactor);
        }
      }
    }
    if (options.nearFactor > 0) {
      for (int i = index + 1; i < probes.length && probes[i].sent > 0; i++) {
        double took = took(probes[i]);
        if (took > 0) {
          return Math.min(options.wait, (took + PRECISION) * options.nearFactor);
        }
      }
    }
    return options.wait;
  }

  private static double took(Probe probe) {
    return probe.done && probe.received > 0 ? (probe.received - probe.sent) / SECOND : 0;
  }

  // ---- showing

  /// There is no way to the registry, which is found out with the first answer.
  private void askRegistry(StringBuilder text) throws FileException {
    voice.flush();
    voice.complain("whois.radb.net/nicname: Name or service not known");
    voice.print(text + "\n");
    voice.flush();
    throw new CommandException(2, "");
  }

  private void show(int index) throws FileException {
    Probe probe = probes[index];
    StringBuilder text = new StringBuilder(60);
    Ip answerer = probe.answerer;
    if (index % options.queries == 0) {
      text.append(String.format(Locale.ROOT, "\n%2d ", probe.hops));
    }
    if (answerer != null && options.asksRegistries) {
      askRegistry(text.append(' ').append(name(answerer)));
    }
    if (answerer == null) {
      text.append(" *");
    } else if (!answerer.equals(before(index))) {
      text.append(' ').append(name(answerer));
    }
    if (!probe.flags.isEmpty()) {
      text.append(' ').append(probe.flags);
    }
    if (probe.received > 0) {
      double millis = (probe.received - probe.sent) / 1e6;
      text.append(String.format(Locale.ROOT, "  %.3f ms", millis));
    }
    if (!probe.remark.isEmpty()) {
      text.append(' ').append(probe.remark);
    }
    if (probe.mtu > 0) {
      text.append(" F=").append(probe.mtu);
    }
    voice.print(text.toString());
    voice.flush();
  }

  /// Who answered last among the probes of the same hop before this one, or null.
  private @Nullable Ip before(int index) {
    for (int i = index - 1; i >= index - index % options.queries; i--) {
      Ip answerer = probes[i].answerer;
      if (answerer != null) {
        return answerer;
      }
    }
    return null;
  }

  private String name(Ip address) {
    if (options.numeric) {
      return address.text();
    }
    return Objects.requireNonNullElse(hosts.name(address), address.text())
        + " ("
        + address.text()
        + ")";
  }
}
