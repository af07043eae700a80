package dev.patchbay.filter.target;

import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import java.util.List;
import java.util.Locale;

/// `-j AUDIT`: a record for the audit daemon, which a lab has none of; the kernel makes no record
/// while auditing is off (net/netfilter/xt_AUDIT.c).
public final class Audit implements TargetKind {
  private static final Option<String> TYPE =
      Option.of("type", (reading, text) -> read(text)).mandatory();

  @Override
  public String name() {
    return "AUDIT";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(TYPE);
  }

  private static String read(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (!List.of("accept", "drop", "reject").contains(word)) {
      throw new Refusal("Bad action type value \"" + text + "\"");
    }
    return word;
  }

  @Override
  public Target build(Chosen chosen) {
    return new Record(chosen.required(TYPE));
  }

  record Record(String type) implements Target {
    @Override
    public String name() {
      return "AUDIT";
    }

    @Override
    public Verdict judge(Inspection packet) {
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --type ").append(type);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" AUDIT ").append(type);
    }
  }
}
