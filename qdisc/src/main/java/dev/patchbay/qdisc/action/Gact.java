package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import dev.patchbay.qdisc.text.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The generic action: drop, pass, go on; at random if wanted (net/sched/act_gact.c).
public final class Gact implements ActionKind {
  private static final String USAGE =
      """
      Usage: ... gact <ACTION> [RAND] [INDEX]
      Where: 	ACTION := reclassify | drop | continue | pass | pipe |
             	          goto chain <CHAIN_INDEX> | jump <JUMP_COUNT>
      	RAND := random <RANDTYPE> <ACTION> <VAL>
      	RANDTYPE := netrand | determ
      	VAL : = value not exceeding 10000
      	JUMP_COUNT := Absolute jump from start of action list
      	INDEX := index value used
      """;

  /// One in so many is the least share that can be drawn.
  private static final int MOST = 10_000;

  /// What the command shows of a value that it has not read.
  private static final String UNREAD = "0x1000";

  /// Drawn by chance, or every so many packets.
  private enum Draw {
    NONE,
    NETRAND,
    DETERM
  }

  private record Said(int control, Draw draw, int other, long value) implements Setting {}

  private static final Said PASS = new Said(Control.OK, Draw.NONE, Control.OK, 0);

  @Override
  public String name() {
    return "gact";
  }

  static CommandException badType(String word) {
    return new CommandException(255, "Bad action type " + word + "\n" + USAGE);
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    String word = args.next();
    if (Args.matches(word, "index")) {
      return new Parsed(null, index(args));
    }
    args.back();
    int control = control(args);
    Said said = new Said(control, Draw.NONE, Control.OK, 0);
    word = args.peek();
    if (word != null && Args.matches(word, "random")) {
      args.skip();
      Draw draw = draw(args.next());
      if (!args.hasNext()) {
        throw Args.incomplete();
      }
      said = new Said(control, draw, control(args), Math.max(1, value(args)));
      word = args.peek();
    }
    if (word != null && Args.matches(word, "index")) {
      args.skip();
      return new Parsed(said, index(args));
    }
    if (word != null && Args.matches(word, "help")) {
      throw new CommandException(255, USAGE);
    }
    return new Parsed(said, 0);
  }

  private static int control(Args args) {
    try {
      return Control.parse(args);
    } catch (CommandException e) {
      String message = e.message().isEmpty() ? "" : e.message() + "\n";
      throw e.status() == 1 ? new CommandException(255, message + USAGE) : e;
    }
  }

  private static Draw draw(String word) {
    if (Args.matches(word, "netrand")) {
      return Draw.NETRAND;
    }
    if (Args.matches(word, "determ")) {
      return Draw.DETERM;
    }
    throw Words.illegal("random type");
  }

  private static int value(Args args) {
    if (!args.hasNext()) {
      throw badValue(UNREAD);
    }
    int value = (int) Numbers.u16(args.next(), 10).orElseThrow(() -> badValue(UNREAD));
    if (value > MOST) {
      throw badValue(" 0x" + Integer.toHexString(value));
    }
    return value;
  }

  private static CommandException badValue(String value) {
    return new CommandException(1, "Illegal probability val " + value);
  }

  private static int index(Args args) {
    return (int) Numbers.u32(args.next(), 10).orElseThrow(() -> Words.illegal("index"));
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    Said said = setting instanceof Said given ? given : PASS;
    RandomStream random = netns.random("gact");
    return (packet, device, atIngress) -> {
      int control = drawn(said, action, random);
      action.statistics().drops += control == Control.SHOT ? 1 : 0;
      return control;
    };
  }

  private static int drawn(Said said, Action action, RandomStream random) {
    return switch (said.draw) {
      case NONE -> said.control;
      case NETRAND ->
          said.value == 0 || random.nextInt((int) said.value) != 0 ? said.control : said.other;
      case DETERM ->
          said.value == 0 || action.statistics().packets % said.value != 0
              ? said.control
              : said.other;
    };
  }

  @Override
  public @Nullable Setting merge(@Nullable Setting before, @Nullable Setting said) {
    if (before instanceof Said old && said instanceof Said now && now.draw == Draw.NONE) {
      return new Said(now.control, old.draw, old.other, old.value);
    }
    return said;
  }

  @Override
  public void show(Action action, Page page) {
    page.out().string("kind", "", name(), "");
    Said said = action.setting() instanceof Said given ? given : PASS;
    Output out = page.out();
    out.text(" ");
    Control.show(out, "action ", said.control, "");
    out.text("\n\t ");
    out.openObject("prob");
    out.string("random_type", "random type ", said.draw.name().toLowerCase(Locale.ROOT), "");
    Control.show(out, " ", said.other, " ");
    out.number("val", "val ", said.value, "");
    out.closeObject();
    action.showIndex(page, "\t ");
  }
}
