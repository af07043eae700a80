package dev.patchbay.tools.tc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.BlockIndexes;
import dev.patchbay.qdisc.Estimator;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.QdiscKind.Options;
import dev.patchbay.qdisc.QdiscRequest;
import dev.patchbay.qdisc.SizeTable;
import dev.patchbay.qdisc.text.Handle;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the words of a request about a discipline.
final class QdiscWords {
  private static final int EXITS = 255;

  /// Kinds whose words `tc` knows, and which a kernel need not have.
  private static final Set<String> KNOWN_TO_TC =
      Set.of(
          "atm", "cake", "cbq", "cbs", "dsmark", "etf", "ets", "fq_pie", "gred", "hhf", "mqprio",
          "rr", "sfb", "taprio");

  /// Kinds that Linux has.
  private static final Set<String> LACKING =
      Set.of("cake", "cbs", "etf", "gred", "hhf", "mqprio", "sfb", "taprio", "teql0");

  private final Session session;
  private final Args args;
  private @Nullable String deviceName;
  private int parent;
  private int handle;
  private int ingressBlock;
  private int egressBlock;
  private @Nullable String kind;
  private @Nullable SizeTable sizes;
  private @Nullable Estimator estimator;

  private QdiscWords(Session session, Args args) {
    this.session = session;
    this.args = args;
  }

  static QdiscRequest read(Session session, Args args) throws NetlinkException {
    return new QdiscWords(session, args).read();
  }

  private QdiscRequest read() throws NetlinkException {
    while (kind == null && args.hasNext()) {
      take(args.next());
    }
    Options options = kind == null ? Options.NONE : options(kind);
    BlockIndexes blocks = new BlockIndexes(ingressBlock, egressBlock);
    NetDevice device = session.namedDevice(deviceName);
    return new QdiscRequest(device, parent, handle, kind, options, blocks, sizes, estimator);
  }

  private void take(String word) {
    switch (word) {
      case "dev" -> deviceName = once("dev", deviceName);
      case "handle" -> handle();
      case "root" -> {
        if (parent != 0) {
          throw new CommandException(EXITS, "Error: \"root\" is duplicate parent ID");
        }
        parent = Handle.ROOT;
      }
      case "ingress", "clsact" -> {
        if (parent != 0) {
          throw new CommandException(EXITS, "Error: \"" + word + "\" is a duplicate parent ID");
        }
        parent = Handle.INGRESS;
        handle = Handle.major(Handle.INGRESS);
        kind = word;
      }
      case "parent" -> parent();
      case "ingress_block" -> ingressBlock = block("ingress");
      case "egress_block" -> egressBlock = block("egress");
      default -> takeMore(word);
    }
  }

  private void takeMore(String word) {
    if (Args.matches(word, "estimator")) {
      estimator = EstimatorWords.read(args, estimator);
      return;
    }
    if (Args.matches(word, "stab")) {
      sizes = SizeTableWords.read(args);
      return;
    }
    if (Args.matches(word, "help")) {
      // And on it goes with what else was said.
      session.complain(Usage.of("qdisc", 0).message());
    } else {
      kind = word;
    }
  }

  /// The number of a block that is shared.
  private int block(String direction) {
    String word = args.next();
    int index = (int) Numbers.u32(word, 0).orElse(0);
    if (index == 0) {
      throw Args.invarg("invalid " + direction + " block index value", word);
    }
    return index;
  }

  private String once(String key, @Nullable String before) {
    String word = args.next();
    if (before != null) {
      throw Args.duplicate(key, word);
    }
    return word;
  }

  private void handle() {
    String word = args.next();
    if (handle != 0) {
      throw Args.duplicate("handle", word);
    }
    OptionalInt read = Handle.readQdisc(word);
    if (read.isEmpty()) {
      throw Args.invarg("invalid qdisc ID", word);
    }
    handle = read.getAsInt();
  }

  private void parent() {
    String word = args.next();
    if (parent != 0) {
      throw Args.duplicate("parent", word);
    }
    OptionalInt read = Handle.readClass(word);
    if (read.isEmpty()) {
      throw Args.invarg("invalid parent ID", word);
    }
    parent = read.getAsInt();
  }

  private Options options(String name) throws NetlinkException {
    if (LACKING.contains(name)) {
      throw Session.missing("qdisc \"" + name + "\"");
    }
    QdiscKind found = session.traffic().kinds().find(name);
    if (found != null && found.name().equals(name)) {
      Options read = found.parse(args, deviceOrNone());
      if (!read.warning().isEmpty()) {
        session.complain(read.warning());
      }
      return read;
    }
    if (args.hasNext() && !KNOWN_TO_TC.contains(name)) {
      throw new CommandException(
          1, "Unknown qdisc \"" + name + "\", hence option \"" + args.next() + "\" is unparsable");
    }
    return Options.NONE;
  }

  /// The device that rates may be shares of.
  private NetDevice deviceOrNone() {
    NetDevice device = deviceName == null ? null : session.device(deviceName);
    return device == null ? session.netns().loopback() : device;
  }
}
