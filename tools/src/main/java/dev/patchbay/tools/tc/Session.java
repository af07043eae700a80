package dev.patchbay.tools.tc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.MachineTraffic;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.tools.iproute.Invocation;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import org.jspecify.annotations.Nullable;

/// One run of `tc`: what its options say, and what is done with the words behind them.
final class Session extends Invocation {
  private static final int REFUSED = 2;
  private static final int EXITS = 255;

  /// In the order in which `tc` compares them.
  private static final Keywords OBJECTS =
      new Keywords("qdisc", "class", "filter", "chain", "actions", "monitor", "exec", "help");

  private final Options options;

  Session(Process process, Options options) throws FileException {
    this(process, options, options.output());
  }

  /// One that prints as `output` says, whatever the options do.
  Session(Process process, Options options, Output.Options output) {
    super(process, options.netns, output);
    this.options = options;
  }

  Options options() {
    return options;
  }

  /// Where disciplines and the rest are shown.
  Page page() {
    return new Page(
        output(), options.statistics, options.details, options.raw, options.pretty, options.iec);
  }

  MachineTraffic traffic() {
    return MachineTraffic.of(machine());
  }

  /// Runs the command in `words`, an object and what is to be done with it, and returns the status.
  int run(Args words) throws FileException {
    try {
      runObject(words);
      return 0;
    } catch (Refusal refusal) {
      complain(refusal.message());
      return refusal.status();
    } catch (CommandException e) {
      if (e.status() == EXITS) {
        throw e;
      }
      complain(e.message());
      return e.status();
    } catch (NetlinkException e) {
      complain(answer(e));
      return REFUSED;
    } finally {
      print();
    }
  }

  private void runObject(Args words) throws FileException, NetlinkException {
    String word = words.next();
    String object = OBJECTS.find(word);
    if (object == null) {
      throw new Refusal(EXITS, "Object \"" + word + "\" is unknown, try \"tc help\".");
    }
    switch (object) {
      case "qdisc" -> QdiscObject.run(this, words);
      case "class" -> ClassObject.run(this, words);
      case "filter" -> FilterObject.run(this, words);
      case "chain" -> ChainObject.run(this, words);
      case "actions" -> ActionObject.run(this, words);
      case "monitor" -> MonitorObject.run(this, words);
      case "exec" -> exec(words);
      case "help" -> throw Usage.of("tc", 0);
      default -> throw missing("\"" + object + "\"");
    }
  }

  /// What patchbay cannot do yet.
  static Refusal missing(String what) {
    return new Refusal("tc: patchbay has no " + what + " yet.");
  }

  private static void exec(Args words) {
    if (!words.hasNext()) {
      throw new Refusal(EXITS, "No command given, try \"tc exec help\".");
    }
    String word = words.next();
    throw Args.matches(word, "help") ? Usage.of("exec", 0) : missing("\"exec " + word + "\"");
  }

  /// The device a request is about; one that nobody has named is number zero.
  NetDevice namedDevice(@Nullable String name) throws NetlinkException {
    if (name == null) {
      throw new NetlinkException(Errno.ENODEV);
    }
    return requireDevice(name);
  }
}
