package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Shows one packet of so many to a group of listeners (net/sched/act_sample.c). Nothing in a lab
/// listens (`psample` is a netlink family of its own), so packets pass.
public final class Sample implements ActionKind {
  private static final String USAGE =
      """
      Usage: sample SAMPLE_CONF
      where:
      	SAMPLE_CONF := SAMPLE_PARAMS | SAMPLE_INDEX
      	SAMPLE_PARAMS := rate RATE group GROUP [trunc SIZE] [SAMPLE_INDEX]
      	SAMPLE_INDEX := index INDEX
      	RATE := The ratio of packets observed at the data source to the samples generated.
      	GROUP := the psample sampling group
      	SIZE := the truncation size
      	INDEX := integer index of the sample action\
      """;

  /// A number of -1 was not said.
  private record Said(long rate, long group, long trunc, int control) implements Setting {}

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    if (!args.hasNext()) {
      throw usage("bad argument count 1");
    }
    long rate = -1;
    long group = -1;
    long trunc = -1;
    boolean more = true;
    while (more && args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "rate")) {
        rate = number(args, "rate");
      } else if (Args.matches(word, "group")) {
        group = number(args, "group num");
      } else if (Args.matches(word, "trunc")) {
        trunc = number(args, "truncation size");
      } else if (Args.matches(word, "help")) {
        throw new CommandException(255, USAGE);
      } else {
        args.back();
        more = false;
      }
    }
    int control = Control.read(args, Control.PIPE);
    int index = ActionWords.index(args, "sample: Illegal \"index\"");
    if (index == 0 && (group < 0 || rate < 0)) {
      throw usage("param \"" + (group < 0 ? "group" : "rate") + "\" not set");
    }
    return new Parsed(new Said(rate, group, trunc, control), index);
  }

  private static CommandException usage(String complaint) {
    return new CommandException(255, complaint + "\n" + USAGE);
  }

  private static long number(Args args, String what) {
    String word = args.next();
    OptionalLong number = Numbers.u32(word, 10);
    if (number.isEmpty()) {
      throw usage("Illegal " + what + " " + word);
    }
    return number.getAsLong();
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (!(setting instanceof Said said) || said.rate < 0 || said.group < 0) {
      throw new NetlinkException(Errno.EINVAL, "sample rate and group are required");
    }
    if (said.rate == 0) {
      throw new NetlinkException(Errno.EINVAL, "invalid sample rate");
    }
    return (packet, device, atIngress) -> said.control;
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    out.string("kind", "", name(), " ");
    if (action.setting() instanceof Said said) {
      out.number("rate", "rate 1/", said.rate, "");
      out.number("group", " group ", said.group, "");
      if (said.trunc >= 0) {
        out.number("trunc_size", " trunc_size ", said.trunc, "");
      }
      Control.show(out, " ", said.control, "");
    }
    action.showIndex(page, "\t ");
  }
}
