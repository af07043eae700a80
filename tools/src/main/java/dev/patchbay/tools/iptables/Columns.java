package dev.patchbay.tools.iptables;

import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Chain;
import dev.patchbay.filter.Criteria;
import dev.patchbay.filter.InterfacePattern;
import dev.patchbay.filter.Jump;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.NameService;
import dev.patchbay.filter.Rule;
import dev.patchbay.filter.RuleText;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// Chains and rules in columns, as `-L` shows them, and in one line without columns, as `-v -A`
/// does.
///
/// @param numeric `-n`
/// @param verbose counters and devices
/// @param exact `-x`
/// @param lineNumbers `--line-numbers`
/// @param table in columns
record Columns(
    NameService names,
    boolean numeric,
    boolean verbose,
    boolean exact,
    boolean lineNumbers,
    boolean table) {
  private static final long FIVE_FIGURES = 99_999;
  private static final long FOUR_FIGURES = 9_999;
  private static final int THOUSAND = 1000;

  /// One line for a rule that was just added or removed.
  static Columns line(NameService names) {
    return new Columns(names, true, true, false, false, false);
  }

  void header(StringBuilder out, Chain chain, int references) {
    out.append("Chain ").append(chain.name());
    if (chain.isBuiltIn()) {
      out.append(" (policy ").append(chain.policy().name());
      if (verbose) {
        out.append(' ').append(count(chain.counter().packets(), false)).append(" packets, ");
        out.append(count(chain.counter().bytes(), false)).append(" bytes");
      }
      out.append(")\n");
    } else {
      out.append(" (").append(references).append(" references)\n");
    }
    out.append(lineNumbers ? pad("num", 4) + " " : "");
    if (verbose) {
      out.append(exact ? "    pkts      bytes " : " pkts bytes ");
    }
    out.append(pad("target", 9)).append("  prot opt");
    out.append(verbose ? " in     out    " : "");
    out.append(' ').append(pad("source", 19)).append("  ").append(pad("destination", 19));
    out.append(" \n");
  }

  void rule(StringBuilder out, Rule rule, int number) {
    Criteria criteria = rule.criteria();
    out.append(lineNumbers ? pad(Integer.toString(number), 4) + " " : "");
    if (verbose && table) {
      out.append(padded(rule.counter().packets(), 8)).append(' ');
      out.append(padded(rule.counter().bytes(), 10)).append(' ');
    }
    column(out, rule.targetName(), 9);
    out.append(criteria.notProtocol() ? '!' : ' ');
    column(out, protocol(criteria.protocol()), 4);
    fragment(out, criteria);
    if (verbose) {
      device(out, table ? " " : "in ", criteria.in(), criteria.notIn());
      device(out, table ? "" : "out ", criteria.out(), criteria.notOut());
    }
    out.append(criteria.notSource() ? '!' : ' ');
    column(out, address(criteria.source()), 19);
    out.append(criteria.notDestination() ? '!' : ' ');
    out.append(table ? "" : "-> ");
    out.append(pad(address(criteria.destination()), table ? 19 : 0)).append(table ? " " : "");
    out.append(table ? "" : "  ");
    details(out, rule);
    out.append('\n');
  }

  private void column(StringBuilder out, String text, int width) {
    out.append(table ? pad(text, width) : text).append(' ');
  }

  private void fragment(StringBuilder out, Criteria criteria) {
    out.append(table ? "" : "opt ");
    out.append(criteria.notFragment() ? '!' : '-').append(criteria.fragment() ? 'f' : '-');
    out.append(' ');
  }

  private void device(StringBuilder out, String head, InterfacePattern pattern, boolean not) {
    String name = pattern.text().isEmpty() ? (numeric ? "*" : "any") : pattern.text();
    out.append(head);
    column(out, (not ? "!" : "") + name, 6);
  }

  private void details(StringBuilder out, Rule rule) {
    Listing listing = new Listing(numeric, names, rule.criteria());
    if (rule.target() instanceof Jump jump && jump.goTo()) {
      out.append("[goto] ");
    }
    for (Match match : rule.matches()) {
      match.list(out, listing);
    }
    rule.target().list(out, listing);
  }

  private String protocol(int number) {
    String name = numeric && table ? null : protocolName(number);
    return name == null ? Integer.toString(number) : name;
  }

  private @Nullable String protocolName(int number) {
    return numeric ? RuleText.builtInName(number) : RuleText.protocolName(number, names);
  }

  private String address(AddressMask mask) {
    boolean isV4 = mask.address().family() == Family.IPV4;
    boolean isAny = isV4 ? mask.isAny() : mask.address().isUnspecified();
    if (isAny && !numeric) {
      return "anywhere";
    }
    String name = numeric ? null : names.nameOf(mask.address());
    String host = name == null ? mask.address().text() : name;
    return mask.isHost() ? host : host + "/" + mask.mask();
  }

  private String padded(long count, int width) {
    String text = count(count, true);
    return " ".repeat(Math.max(0, (exact ? width : 5) - text.length())) + text;
  }

  /// A number as it is, or with K, M, G or T behind it when it would be wide.
  private String count(long number, boolean inColumn) {
    if (exact || number <= FIVE_FIGURES) {
      return Long.toString(number);
    }
    long rest = number;
    for (char unit : new char[] {'K', 'M', 'G'}) {
      rest = (rest + THOUSAND / 2) / THOUSAND;
      if (rest <= FOUR_FIGURES) {
        return inColumn ? pad4(rest) + unit : rest + String.valueOf(unit);
      }
    }
    rest = (rest + THOUSAND / 2) / THOUSAND;
    return (inColumn ? pad4(rest) : Long.toString(rest)) + "T";
  }

  private static String pad4(long number) {
    String text = Long.toString(number);
    return " ".repeat(Math.max(0, 4 - text.length())) + text;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
