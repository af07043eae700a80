package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// Writes a line into the kernel's log for every packet (net/sched/act_simple.c).
public final class Simple implements ActionKind {
  private static final String USAGE =
      """
      Usage:... simple [sdata STRING] [index INDEX] [CONTROL]
      	STRING being an arbitrary string
      	INDEX := optional index value used
      	CONTROL := reclassify|pipe|drop|continue|ok\
      """;

  private static final int LONGEST = 31;

  private record Said(String text, int control) implements Setting {}

  @Override
  public String name() {
    return "simple";
  }

  @Override
  public String briefName() {
    return "";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    String text = null;
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "sdata")) {
        text = args.next();
      } else if (Args.matches(word, "help")) {
        throw new CommandException(255, USAGE);
      } else {
        args.back();
        break;
      }
    }
    int control = Control.read(args, Control.PIPE);
    int index = ActionWords.index(args, "simple: Illegal \"index\" (%s)");
    if (text == null && index == 0) {
      throw new CommandException(1, USAGE);
    }
    if (text != null && text.length() > LONGEST) {
      throw new CommandException(
          1, "simple: Illegal string len %d <%s>".formatted(text.length(), text));
    }
    return new Parsed(text == null ? null : new Said(text, control), index);
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (!(setting instanceof Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return (packet, device, atIngress) -> {
      netns.machine().log().print("simple: " + said.text + "_" + action.statistics().packets);
      action.statistics().drops += said.control == Control.SHOT ? 1 : 0;
      return said.control;
    };
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    if (action.setting() instanceof Said said) {
      out.verbatim("Simple <" + said.text + ">\n");
    }
    action.showIndexVerbatim(page, "\t ");
    out.text("\n");
  }
}
