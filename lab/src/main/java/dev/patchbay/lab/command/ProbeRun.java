package dev.patchbay.lab.command;

import dev.patchbay.core.Journey;
import dev.patchbay.core.Journeys;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.stack.route.Fib;
import dev.patchbay.stack.route.Flow;
import dev.patchbay.stack.route.Route;
import dev.patchbay.trace.why.Probe;
import java.util.ArrayList;
import java.util.List;

/// A probe that is sent as a journey, by the commands with which a person would do it.
final class ProbeRun {
  /// How long what is still under way may take, in nanoseconds.
  private static final long SETTLING = 10_000_000;

  /// When it is known that a neighbour does not answer.
  private static final long NEIGHBOUR_FAILS = 3_000_000_000L;

  private static final int LARGEST = 65_000;

  private final Process process;
  private final Netns from;
  private final Probe probe;
  private final List<Journey> journeys = new ArrayList<>();

  ProbeRun(Process process, Netns from, Probe probe) {
    this.process = process;
    this.from = from;
    this.probe = probe;
  }

  /// What became of its packets.
  List<Journey> journeys() {
    return journeys;
  }

  /// Sends it; returns whether it was answered, or if nothing answers such, whether it arrived. A
  /// large one is sent behind a small one that was answered: when it is lost and the sender not
  /// told, the small one does not count.
  boolean reaches() throws FileException {
    String address = probe.destination().text();
    String port = Integer.toString(probe.port());
    return switch (probe.protocol()) {
      case "tcp" -> run(List.of("nc", "-n", "-z", "-w", "4", address, port)) == 0;
      case "udp" -> {
        String nc = "nc -n -u -w 1 " + address + " " + port;
        var _ = run(List.of("sh", "-c", "echo | " + nc), nc);
        yield hasSocket();
      }
      default ->
          (run(List.of("ping", "-n", "-c", "1", "-W", "1", address)) == 0 || isAnswered())
              && largeReaches();
    };
  }

  /// Whether the answer came although the command was told otherwise: by what a tunnel remembers of
  /// an error before.
  private boolean isAnswered() {
    return journeys.stream()
        .flatMap(journey -> journey.entries().stream())
        .anyMatch(entry ->
            entry.stage().name().equals("socket")
                && entry.leg().parent() != null
                && entry.netns().equals(from.displayName())
                && entry.machine().equals(from.machine().name()));
  }

  private boolean hasSocket() {
    return journeys.stream()
        .flatMap(journey -> journey.entries().stream())
        .anyMatch(entry -> entry.stage().name().equals("socket") && entry.leg().parent() == null);
  }

  private boolean largeReaches() throws FileException {
    int size = largest();
    if (size <= 0) {
      return true;
    }
    List<Journey> small = List.copyOf(journeys);
    journeys.clear();
    String address = probe.destination().text();
    List<String> words =
        List.of(
            "ping", "-n", "-c", "1", "-W", "2", "-M", "do", "-s", Integer.toString(size), address);
    boolean answered = run(words) == 0;
    boolean told = journeys.isEmpty() || wasTold();
    if (answered || told) {
      journeys.clear();
      journeys.addAll(small);
    }
    return answered || told;
  }

  /// Whether an error came back: the sender will send smaller ones.
  private boolean wasTold() {
    return journeys.stream()
        .flatMap(journey -> journey.entries().stream())
        .anyMatch(entry ->
            entry.leg().parent() != null
                && entry.stage().name().equals("deliver")
                && entry.netns().equals(from.displayName()));
  }

  /// The largest payload that the device takes by which the probe leaves, or 0.
  private int largest() {
    Ip to = probe.destination();
    Flow flow = new Flow();
    flow.clear();
    flow.destinationHi = to.hi();
    flow.destinationLo = to.lo();
    Route route = Fib.of(from, to.family()).output(flow);
    if (route == null || route.error() != 0) {
      return 0;
    }
    NetDevice device = route.device();
    int header = (to.isV4() ? Ipv4.HEADER : Ipv6.HEADER) + Icmp.HEADER;
    return Math.min(device.mtu(), LARGEST) - header;
  }

  /// Runs a command in the namespace, its output thrown away, and keeps the journeys of its
  /// packets; returns its exit status.
  private int run(List<String> words) throws FileException {
    return run(words, String.join(" ", words));
  }

  /// As [#run(List)], where what sends is called `title`.
  private int run(List<String> words, String title) throws FileException {
    Journeys all = from.world().journeys();
    boolean before = all.isRecording();
    int first = all.begun();
    all.recording(true);
    try {
      int status = QuietCommand.run(process, from, words);
      List<Journey> own = own(all.since(first), title);
      boolean storm = own.stream().anyMatch(Journey::isCut);
      process.sleep(status == 0 || storm ? SETTLING : NEIGHBOUR_FAILS);
      journeys.addAll(own(all.since(first), title));
      return status;
    } finally {
      all.recording(before);
    }
  }

  private static List<Journey> own(List<Journey> all, String title) {
    return all.stream().filter(journey -> journey.title().equals(title)).toList();
  }
}
