package dev.patchbay.stack.route;

import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Prefix;
import org.jspecify.annotations.Nullable;

/// Lays out a rule as `ip rule` does.
public final class RuleText {
  private static final int WHOLE = -1;

  private final Output out;
  private final RuleNames names;

  /// What it writes goes to `out`, with the names of those who know them.
  public RuleText(Output out, RuleNames names) {
    this.out = out;
    this.names = names;
  }

  /// The rule in one line, with nobody's names: `100: from 10.1.0.0/16 lookup 42`.
  static String line(RuleSnapshot snapshot) {
    StringBuilder line = new StringBuilder();
    new RuleText(new Output(line, Output.Options.TEXT), RuleNames.NUMBERS).show(snapshot);
    return line.toString().strip().replace('\t', ' ');
  }

  /// Shows the rule as an object, in text as a line.
  public void show(RuleSnapshot snapshot) {
    Rule rule = snapshot.rule();
    out.openObject(null);
    out.number("priority", "", Integer.toUnsignedLong(rule.priority()), ":\t");
    if (rule.selector().inverted()) {
      out.nul("not", "not ");
    }
    Prefix from = rule.selector().from();
    if (from == null) {
      out.string("src", "from ", "all", "");
    } else {
      prefix("src", "from ", from);
    }
    Prefix to = rule.selector().to();
    if (to != null) {
      prefix("dst", " to ", to);
    }
    numbers(rule.selector());
    devices(snapshot);
    flow(rule.selector());
    table(rule);
    action(snapshot);
    protocol(rule.protocol());
    out.text("\n");
    out.closeObject();
  }

  private void prefix(String key, String before, Prefix prefix) {
    out.string(key, before, prefix.address().text(), "");
    if (!prefix.isHost()) {
      out.number(key + "len", "/", prefix.length(), "");
    }
  }

  private void numbers(Rule.Selector asked) {
    if (asked.tos() != 0) {
      out.string("tos", " tos ", names.dsfield(asked.tos()), "");
    }
    if (asked.mark() != 0 || asked.mask() != 0) {
      out.string("fwmark", " fwmark ", hex(asked.mark()), "");
      if (asked.mask() != WHOLE) {
        out.string("fwmask", "/", hex(asked.mask()), "");
      }
    }
  }

  private static String hex(int value) {
    return value == 0 ? "0" : "0x" + Integer.toHexString(value);
  }

  private void devices(RuleSnapshot snapshot) {
    String input = snapshot.rule().selector().input();
    if (input != null) {
      device("iif", input, snapshot.inputDetached());
    }
    String output = snapshot.rule().selector().output();
    if (output != null) {
      device("oif", output, snapshot.outputDetached());
    }
  }

  private void device(String key, String name, boolean detached) {
    out.string(key, " " + key + " ", name, "");
    if (detached) {
      out.nul(key + "_detached", " [detached]");
    }
  }

  private void flow(Rule.Selector asked) {
    Rule.Range users = asked.users();
    if (users != null) {
      out.number("uid_start", " uidrange ", Integer.toUnsignedLong(users.first()), "");
      out.number("uid_end", "-", Integer.toUnsignedLong(users.last()), "");
    }
    if (asked.ipProtocol() != 0) {
      out.string("ipproto", " ipproto ", names.protocol(asked.ipProtocol()), "");
    }
    ports("sport", asked.sourcePorts());
    ports("dport", asked.destinationPorts());
    if (asked.tunnel() != 0) {
      out.number("tun_id", " tun_id ", asked.tunnel(), "");
    }
  }

  private void ports(String key, Rule.@Nullable Range ports) {
    if (ports == null) {
      return;
    }
    if (ports.first() == ports.last()) {
      out.number(key, " " + key + " ", ports.first(), "");
    } else {
      out.number(key + "_start", " " + key + " ", ports.first(), "");
      out.number(key + "_end", "-", ports.last(), "");
    }
  }

  private void table(Rule rule) {
    if (rule.table() != RouteTable.UNSPEC) {
      out.string("table", " lookup ", names.table(rule.table()), "");
      if (rule.suppressedLength() != -1) {
        out.number("suppress_prefixlen", " suppress_prefixlength ", rule.suppressedLength(), "");
      }
      if (rule.suppressedGroup() != -1) {
        String group = names.group(rule.suppressedGroup());
        out.string("suppress_ifgroup", " suppress_ifgroup ", group, "");
      }
    } else if (rule.l3mdev()) {
      out.nul("l3mdev", " lookup [l3mdev-table]");
    }
    realms(rule.realms());
  }

  private void realms(int realms) {
    if (realms == 0) {
      return;
    }
    int from = realms >>> 16;
    String to = Integer.toString(realms & 0xffff);
    if (from != 0) {
      out.string("flow_from", " realms ", Integer.toString(from), "");
      out.string("flow_to", "/", to, "");
    } else {
      out.string("flow_to", " realms ", to, "");
    }
  }

  private void action(RuleSnapshot snapshot) {
    int action = snapshot.rule().action();
    if (action == RouteType.NAT.number()) {
      out.nul("masquerade", " masquerade");
    } else if (action == RuleAction.GOTO) {
      out.number("goto", " goto ", Integer.toUnsignedLong(snapshot.rule().target()), "");
      if (snapshot.unresolved()) {
        out.nul("unresolved", " [unresolved]");
      }
    } else if (action == RuleAction.NOP) {
      out.nul("nop", " nop");
    } else if (action != RuleAction.TABLE) {
      out.string("action", " ", typeWord(action), "");
    }
  }

  private String typeWord(int action) {
    RouteType[] types = RouteType.values();
    return names.isNumeric() || action >= types.length
        ? Integer.toString(action)
        : types[action].word();
  }

  private void protocol(int protocol) {
    boolean named = protocol != RouteProtocol.UNSPEC && protocol != RouteProtocol.KERNEL;
    if (named || names.isDetailed()) {
      String word = names.isNumeric() ? Integer.toString(protocol) : RouteProtocol.word(protocol);
      out.string("protocol", " proto ", word, "");
    }
  }
}
