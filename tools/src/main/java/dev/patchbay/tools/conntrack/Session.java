package dev.patchbay.tools.conntrack;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.ConnectionSnapshot;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.ConntrackCounter;
import dev.patchbay.filter.conntrack.Expectation;
import dev.patchbay.filter.conntrack.Tuple;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One command at work.
record Session(Process process, Request request, Conntrack conntrack, FlowText text) {
  Session(Process process, Request request) {
    this(process, request, Conntrack.of(process.netns()), request.text());
  }

  int run() throws FileException {
    boolean expectations = request.table.equals("expect");
    return switch (request.command) {
      case 'L' -> expectations ? listExpectations() : list();
      case 'G' -> get();
      case 'D' -> delete();
      case 'I' -> create();
      case 'U' -> update();
      case 'E' -> new Watch(process, request.flows, request.events, text).run();
      case 'F' -> flush(expectations);
      case 'C' -> count(expectations);
      default -> statistics();
    };
  }

  private void say(String message) {
    process.complain(Usage.NAME + ": " + message);
  }

  private List<Connection> chosen() {
    boolean real = request.table.equals("conntrack");
    return conntrack.connections().stream()
        .filter(one -> real && request.flows.contains(conntrack.snapshot(one)))
        .toList();
  }

  private void show(List<ConnectionSnapshot> flows, int use) throws FileException {
    if (text.xml() && !flows.isEmpty()) {
      process.out().println("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<conntrack>");
    }
    for (ConnectionSnapshot flow : flows) {
      process.out().println(text.listed(flow, use));
    }
    if (text.xml() && !flows.isEmpty()) {
      process.out().println("</conntrack>");
    }
  }

  private int list() throws FileException {
    List<Connection> chosen = chosen();
    if (text.xml()) {
      show(snapshots(chosen), 1);
      process.flush();
    }
    say(chosen.size() + " flow entries have been shown.");
    if (!text.xml()) {
      show(snapshots(chosen), 1);
    }
    if (request.zeroes) {
      chosen.forEach(conntrack::zero);
    }
    return 0;
  }

  private List<ConnectionSnapshot> snapshots(List<Connection> connections) {
    return connections.stream().map(conntrack::snapshot).toList();
  }

  private int listExpectations() throws FileException {
    List<Expectation> expected = conntrack.expectations().list();
    say(expected.size() + " expectations have been shown.");
    for (Expectation one : expected) {
      long seconds = conntrack.expectations().seconds(one);
      process.out().println(ExpectationText.listed(one, seconds));
    }
    return 0;
  }

  private int get() throws FileException {
    Connection found = conntrack.connection(original());
    if (found == null) {
      throw Usage.failed("such conntrack doesn't exist");
    }
    say("1 flow entries have been shown.");
    show(List.of(conntrack.snapshot(found)), 2);
    return 0;
  }

  private int delete() throws FileException {
    List<Connection> chosen = chosen();
    List<ConnectionSnapshot> shown = snapshots(chosen);
    chosen.forEach(conntrack::end);
    say(chosen.size() + " flow entries have been deleted.");
    show(shown, 1);
    return chosen.isEmpty() ? 1 : 0;
  }

  private int create() {
    Tuple original = original();
    Tuple reply = new Tuple();
    if (!Conntrack.invert(original, reply)) {
      throw Usage.failed("Invalid argument");
    }
    replyTo(reply);
    Connection made =
        conntrack.create(original, reply, request.timeout == null ? 0 : request.timeout);
    if (made == null) {
      throw Usage.failed("Such conntrack exists, try -U to update");
    }
    change(made);
    say("1 flow entries have been created.");
    return 0;
  }

  private void replyTo(Tuple reply) {
    Flows flows = request.flows;
    Ip source = flows.destinationNat == null ? address(flows.replySource) : flows.destinationNat;
    Ip destination = flows.sourceNat == null ? address(flows.replyDestination) : flows.sourceNat;
    if (source != null) {
      reply.sourceHi = source.hi();
      reply.sourceLo = source.lo();
    }
    if (destination != null) {
      reply.destinationHi = destination.hi();
      reply.destinationLo = destination.lo();
    }
    reply.source = flows.replySourcePort == null ? reply.source : flows.replySourcePort;
    reply.destination =
        flows.replyDestinationPort == null ? reply.destination : flows.replyDestinationPort;
  }

  private static @Nullable Ip address(@Nullable Prefix prefix) {
    return prefix == null ? null : prefix.address();
  }

  /// The first packet that the parameters describe.
  private Tuple original() {
    Flows flows = request.flows;
    Ip source = address(flows.originalSource);
    Ip destination = address(flows.originalDestination);
    if (source == null || destination == null || flows.protocol == null) {
      throw Usage.wrong("you have to specify `--src' and `--dst'");
    }
    Tuple tuple = new Tuple();
    tuple.family = source.family();
    tuple.protocol = flows.protocol;
    tuple.zone = flows.zone == null ? 0 : flows.zone;
    tuple.sourceHi = source.hi();
    tuple.sourceLo = source.lo();
    tuple.destinationHi = destination.hi();
    tuple.destinationLo = destination.lo();
    tuple.source = either(flows.sourcePort, flows.icmpId);
    tuple.destination =
        flows.icmpType == null
            ? either(flows.destinationPort, null)
            : flows.icmpType << 8 | either(flows.icmpCode, null);
    return tuple;
  }

  private static int either(@Nullable Integer one, @Nullable Integer other) {
    return one != null ? one : other == null ? 0 : other;
  }

  private int update() throws FileException {
    Integer mark = request.flows.mark;
    request.flows.mark = null;
    List<Connection> chosen = chosen();
    request.flows.mark = mark;
    chosen.forEach(this::change);
    say(chosen.size() + " flow entries have been updated.");
    show(snapshots(chosen), 2);
    return 0;
  }

  private void change(Connection connection) {
    Flows flows = request.flows;
    if (flows.mark != null) {
      connection.mark((connection.mark() & ~flows.markMask) | (flows.mark & flows.markMask));
    }
    if (flows.status != null) {
      connection.set(flows.status);
    }
    if (flows.state != null) {
      connection.state(flows.state);
    }
    if (request.timeout != null) {
      conntrack.lasts(connection, request.timeout);
    }
  }

  private int flush(boolean expectations) {
    if (expectations) {
      conntrack.expectations().clear();
      say("expectation table has been emptied.");
    } else {
      conntrack.endIf(one -> true);
      say("connection tracking table has been emptied.");
    }
    return 0;
  }

  private int count(boolean expectations) throws FileException {
    int size = expectations ? conntrack.expectations().list().size() : conntrack.size();
    process.out().println(Integer.toString(size));
    return 0;
  }

  private int statistics() throws FileException {
    StringBuilder out = new StringBuilder("cpu=0   \t");
    for (ConntrackCounter counter : ConntrackCounter.values()) {
      if (!counter.name().startsWith("EXPECT")) {
        String name = counter.name().toLowerCase(Locale.ROOT);
        out.append(name.equals("chain_too_long") ? "chaintoolong" : name).append('=');
        out.append(conntrack.counted(counter)).append(' ');
      }
    }
    process.out().println(out.toString());
    return 0;
  }
}
