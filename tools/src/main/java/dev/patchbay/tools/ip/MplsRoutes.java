package dev.patchbay.tools.ip;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.stack.mpls.MplsRequest;
import dev.patchbay.stack.mpls.MplsRequests;
import dev.patchbay.stack.mpls.MplsSnapshot;
import dev.patchbay.stack.mpls.MplsTable;
import dev.patchbay.stack.route.RouteRequest.Mode;
import dev.patchbay.tools.iproute.Refusal;
import java.util.ArrayList;
import java.util.List;

/// `ip -f mpls route`: adds, removes, finds and shows routes of labels.
final class MplsRoutes {
  private MplsRoutes() {}

  static int run(Session session, String command, Args args)
      throws FileException, NetlinkException {
    return switch (command) {
      case "list", "show", "lst" -> show(session, args);
      case "get" -> get(session, args);
      case "add" -> put(session, Mode.ADD, args);
      case "change", "chg" -> put(session, Mode.CHANGE, args);
      case "replace" -> put(session, Mode.REPLACE, args);
      case "prepend" -> put(session, Mode.PREPEND, args);
      case "append" -> put(session, Mode.APPEND, args);
      case "test" -> put(session, Mode.TEST, args);
      case "delete" -> {
        MplsRequests.delete(session.netns(), MplsRouteWords.read(session, args));
        yield 0;
      }
      case "flush" -> flush(session, args);
      case "help" -> throw Usage.of("route");
      case "save" -> save(session, args);
      case "restore" -> RouteDump.restore(session);
      default -> RouteDump.show(session);
    };
  }

  private static int put(Session session, Mode mode, Args args) throws NetlinkException {
    MplsRequests.add(session.netns(), MplsRouteWords.read(session, args), mode);
    return 0;
  }

  // ---- show

  static int show(Session session, Args args) throws FileException {
    MplsSelector selector = MplsSelector.read(session, args);
    session.output().begin();
    MplsRouteText text = new MplsRouteText(session, selector);
    found(session, selector).forEach(text::show);
    session.output().end();
    session.flush();
    return 0;
  }

  private static List<MplsSnapshot> found(Session session, MplsSelector selector) {
    List<MplsSnapshot> found = new ArrayList<>();
    for (MplsSnapshot route : MplsTable.of(session.netns()).snapshots()) {
      if (selector.shows(route)) {
        found.add(route);
      }
    }
    return found;
  }

  private static int save(Session session, Args args) throws FileException {
    NetlinkDump.Writer writer = NetlinkDump.begin(session, RouteDump.MAGIC);
    MplsSelector selector = MplsSelector.read(session, args);
    MplsDump dump = new MplsDump(session, writer);
    boolean filtered = selector.isOfMain || selector.device != null || selector.protocol != null;
    found(session, selector).forEach(route -> dump.write(route, filtered));
    writer.to(session);
    return 0;
  }

  // ---- flush

  private static int flush(Session session, Args args) throws FileException, NetlinkException {
    if (!args.hasNext()) {
      throw new Refusal("\"ip route flush\" requires arguments.");
    }
    MplsSelector selector = MplsSelector.read(session, args);
    Rounds rounds = new Rounds(session, "entries");
    List<MplsSnapshot> found = found(session, selector);
    while (rounds.begin(found.size())) {
      for (MplsSnapshot route : found) {
        MplsRequest request = new MplsRequest();
        request.label = route.label();
        MplsRequests.delete(session.netns(), request);
      }
      found = found(session, selector);
    }
    return rounds.end(found.size());
  }

  // ---- get

  private static int get(Session session, Args args) throws FileException, NetlinkException {
    Question question = new Question();
    while (args.hasNext()) {
      question.take(args.next(), args);
    }
    MplsSnapshot route = question.ask(session);
    session.output().begin();
    new MplsRouteText(session, new MplsSelector(session)).show(route);
    session.output().end();
    session.flush();
    return 0;
  }

  /// The words of `get`.
  private static final class Question {
    private MplsWords.LabelPrefix label = new MplsWords.LabelPrefix(0, 0);
    private boolean hasLabel;
    private boolean fibMatch;
    private boolean strange;

    void take(String word, Args args) {
      switch (word) {
        case "fibmatch" -> fibMatch = true;
        case "as" -> {
          args.accept("to");
          MplsWords.labels(args.next());
        }
        case "from" -> {
          MplsWords.prefix(args.next());
          strange = true;
        }
        case "iif", "oif", "dev", "mark", "uid", "ipproto", "sport", "dport" -> {
          args.next();
          strange |= !word.equals("dev") && !word.equals("oif");
        }
        default -> {
          if (Args.matches(word, "help")) {
            throw Usage.of("route");
          }
          label = MplsWords.prefix(word.equals("to") ? args.next() : word);
          hasLabel = true;
        }
      }
    }

    MplsSnapshot ask(Session session) throws NetlinkException {
      if (!hasLabel) {
        throw new Refusal("need at least a destination address");
      }
      if (label.length() != MplsWords.BITS) {
        throw invalid("mpls_router: Invalid values in header for get route request");
      }
      if (strange) {
        throw invalid("mpls_router: Unsupported attribute in get route request");
      }
      return MplsTable.of(session.netns()).get(label.label(), fibMatch);
    }

    private static NetlinkException invalid(String message) {
      return new NetlinkException(Errno.EINVAL, message);
    }
  }
}
