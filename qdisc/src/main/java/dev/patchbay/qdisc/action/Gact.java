package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.RandomStream;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
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
    String word = args.peek();
    if (word != null && word.equals("index")) {
      return new Parsed(null, ActionWords.index(args));
    }
    if (word == null) {
      throw Args.incomplete();
    }
    if (Control.find(word) == null) {
      throw badType(word);
    }
    int control = Control.read(args, Control.OK);
    if (args.accept("help")) {
      throw new CommandException(255, USAGE);
    }
    Said said = new Said(control, Draw.NONE, Control.OK, 0);
    if (args.accept("random")) {
      Draw draw = args.next().equals("determ") ? Draw.DETERM : Draw.NETRAND;
      int other = Control.read(args, Control.OK);
      said = new Said(control, draw, other, args.u16("value"));
    }
    return new Parsed(said, ActionWords.index(args));
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    Said said = setting instanceof Said given ? given : PASS;
    RandomStream random = netns.random("gact");
    return (packet, device, atIngress) -> {
      int control = drawn(said, action, random);
      action.drops += control == Control.SHOT ? 1 : 0;
      return control;
    };
  }

  private static int drawn(Said said, Action action, RandomStream random) {
    return switch (said.draw) {
      case NONE -> said.control;
      case NETRAND ->
          said.value == 0 || random.nextInt((int) said.value) != 0 ? said.control : said.other;
      case DETERM ->
          said.value == 0 || action.packets() % said.value != 0 ? said.control : said.other;
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
