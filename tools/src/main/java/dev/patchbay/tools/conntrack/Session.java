package dev.patchbay.tools.conntrack;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.ConnectionSnapshot;
import dev.patchbay.filter.conntrack.Conntrack;
import dev.patchbay.filter.conntrack.ConntrackCounter;
import dev.patchbay.filter.conntrack.Ctnetlink;
import dev.patchbay.filter.conntrack.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// One command at work.
record Session(
    Process process,
    Request request,
    Order order,
    FlowText text,
    Conntrack conntrack,
    Ctnetlink netlink) {
  Session(Process process, Request request, Order order, FlowText text) {
    this(process, request, order, text, Conntrack.of(process.netns()));
  }

  private Session(
      Process process, Request request, Order order, FlowText text, Conntrack conntrack) {
    this(process, request, order, text, conntrack, new Ctnetlink(conntrack));
  }

  /// Does what is asked for, says how many that were, and tells whether there were any.
  int run() throws FileException {
    if (order == Order.EVENT) {
      return new Watch(process, request, text).run();
    }
    List<String> lines = new ArrayList<>();
    int count = doIt(lines);
    if (text.xml() && !lines.isEmpty()) {
      // The end of a listing as XML is not held back, as its lines are else.
      frame(lines);
      print(lines);
      process.flush();
      lines.clear();
    }
    if (order.says != null) {
      process.complain(Usage.NAME + ": " + count + " " + order.says + ".");
    }
    print(lines);
    boolean mayBeNone = order == Order.LIST || order == Order.EXPECT_LIST || order == Order.ADD;
    return order.says != null && count == 0 && !mayBeNone ? 1 : 0;
  }

  /// Does what is asked for, as one of several.
  void perform() throws FileException {
    List<String> lines = new ArrayList<>();
    doIt(lines);
    print(lines);
  }

  private void frame(List<String> lines) {
    String what = order.expects() ? "expect" : "conntrack";
    if (order == Order.LIST || order == Order.EXPECT_LIST) {
      lines.addFirst("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<" + what + ">");
      lines.addLast("</" + what + ">");
    }
  }

  private void print(List<String> lines) throws FileException {
    for (String line : lines) {
      process.out().println(line);
    }
  }

  private int doIt(List<String> lines) throws FileException {
    return switch (order) {
      case LIST -> list(lines);
      case CREATE, ADD -> create();
      case UPDATE -> netlink.act(process.pid(), () -> update(lines));
      case DELETE -> netlink.act(process.pid(), () -> delete(lines));
      case GET -> get(lines);
      case FLUSH -> flush();
      case COUNT -> count(conntrack.size());
      case STATS -> statistics(false);
      case EXPECT_STATS -> statistics(true);
      case EXPECT_COUNT -> count(conntrack.expectations().list().size());
      case EXPECT_LIST -> listExpectations(lines);
      case EXPECT_FLUSH -> {
        conntrack.expectations().clear();
        process.complain(Usage.NAME + ": expectation table has been emptied.");
        yield 0;
      }
      case EXPECT_CREATE, EXPECT_DELETE, EXPECT_GET ->
          new ExpectationSession(request, order, conntrack).run(lines);
      case EXPECT_EVENT -> throw Usage.failing("events of expectations are not told here");
      case EVENT, HELP, VERSION -> 0;
    };
  }

  private List<Connection> chosen(Predicate<ConnectionSnapshot> question) {
    return conntrack.connections().stream()
        .filter(one -> question.test(conntrack.snapshot(one)))
        .toList();
  }

  private int list(List<String> lines) {
    if (request.flows.status != null && request.flows.statusMask == 0) {
      throw Usage.failed("invalid parameters");
    }
    boolean real = request.table.equals("conntrack");
    List<Connection> chosen = chosen(flow -> real && request.flows.contains(request, flow));
    for (Connection one : chosen) {
      lines.add(text.listed(conntrack.snapshot(one), 1));
      if (request.has(Option.ZERO)) {
        netlink.zero(one);
      }
    }
    return chosen.size();
  }

  private int listExpectations(List<String> lines) {
    List<Expectation> expected = conntrack.expectations().list();
    for (Expectation one : expected) {
      if (request.flows.family == null || request.flows.family == one.family()) {
        lines.add(ExpectationText.listed(one, conntrack.expectations().seconds(one)));
      }
    }
    return lines.size();
  }

  private int get(List<String> lines) {
    Connection found = conntrack.connection(new Ends(request.flows).either());
    if (found == null) {
      throw Usage.failed("such conntrack doesn't exist");
    }
    lines.add(text.listed(conntrack.snapshot(found), 2));
    return 1;
  }

  private int create() {
    Ends ends = new Ends(request.flows);
    Connection made = netlink.make(ends.original(), ends.reply());
    if (made == null) {
      if (order == Order.ADD) {
        return 0;
      }
      throw Usage.failed("Such conntrack exists, try -U to update");
    }
    Change change = new Change(request);
    change.checkStatus(made);
    change.make(made);
    netlink.act(
        process.pid(),
        () -> {
          netlink.put(made, request.timeout == null ? 0 : request.timeout);
          return made;
        });
    return 1;
  }

  private int update(List<String> lines) {
    Change change = new Change(request);
    int count = 0;
    for (Connection one : chosen(flow -> request.flows.picks(request, flow))) {
      if (!change.changes(conntrack.snapshot(one))) {
        continue;
      }
      String refusal = change.refusal(one);
      if (refusal == null) {
        change.make(one);
        if (request.timeout != null) {
          netlink.lasts(one, request.timeout);
        }
        netlink.told(one);
      } else {
        process.complain("Operation failed: " + refusal);
      }
      lines.add(text.listed(conntrack.snapshot(one), 2));
      count++;
    }
    return count;
  }

  private int delete(List<String> lines) {
    List<Connection> chosen = chosen(flow -> request.flows.contains(request, flow));
    for (Connection one : chosen) {
      lines.add(text.deleted(conntrack.snapshot(one)));
      conntrack.end(one);
    }
    return chosen.size();
  }

  private int flush() {
    netlink.act(
        process.pid(),
        () -> {
          conntrack.endIf(
              one -> request.flows.family == null || request.flows.family == one.family());
          return order;
        });
    process.complain(Usage.NAME + ": connection tracking table has been emptied.");
    return 0;
  }

  private int count(int size) throws FileException {
    process.out().println(Integer.toString(size));
    return size;
  }

  private int statistics(boolean expectations) throws FileException {
    StringBuilder out = new StringBuilder("cpu=0   \t");
    for (ConntrackCounter counter : ConntrackCounter.values()) {
      String name = counter.name().toLowerCase(Locale.ROOT);
      if (name.startsWith("expect") == expectations) {
        out.append(name.equals("chain_too_long") ? "chaintoolong" : name).append('=');
        out.append(conntrack.counted(counter)).append(' ');
      }
    }
    process.out().println(out.toString());
    return 0;
  }
}
