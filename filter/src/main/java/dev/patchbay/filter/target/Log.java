package dev.patchbay.filter.target;

import dev.patchbay.core.KernelLog;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.LogLevel;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.RuleText;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Values;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.log.LogLine;
import dev.patchbay.filter.log.LogSettings;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-j LOG`: writes a line about the packet into the kernel's log.
public final class Log implements TargetKind {
  private static final int MOST_PREFIX = 29;
  private static final Option<KernelLog.Level> LEVEL = Option.of("log-level", LogLevel.syntax());
  private static final Option<String> PREFIX = Option.of("log-prefix", Log::readPrefix);
  private static final Option<Void> SEQUENCE = Option.flag("log-tcp-sequence");
  private static final Option<Void> TCP_OPTIONS = Option.flag("log-tcp-options");
  private static final Option<Void> IP_OPTIONS = Option.flag("log-ip-options");
  private static final Option<Void> UID = Option.flag("log-uid");
  private static final Option<Void> MAC = Option.flag("log-macdecode");

  @Override
  public String name() {
    return "LOG";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(LEVEL, PREFIX, SEQUENCE, TCP_OPTIONS, IP_OPTIONS, UID, MAC);
  }

  private static String readPrefix(Reading reading, String text) {
    if (text.contains("\n")) {
      throw new Refusal("Newlines not allowed in --log-prefix");
    }
    String whole = Values.string(1, Integer.MAX_VALUE).read(reading, text);
    return whole.length() > MOST_PREFIX ? whole.substring(0, MOST_PREFIX) : whole;
  }

  @Override
  public Target build(Chosen chosen) {
    int flags =
        (chosen.has(SEQUENCE) ? LogLine.TCP_SEQUENCE : 0)
            | (chosen.has(TCP_OPTIONS) ? LogLine.TCP_OPTIONS : 0)
            | (chosen.has(IP_OPTIONS) ? LogLine.IP_OPTIONS : 0)
            | (chosen.has(UID) ? LogLine.UID : 0)
            | (chosen.has(MAC) ? LogLine.MAC_DECODE : 0);
    return new Logging(chosen.get(LEVEL, KernelLog.Level.WARN), chosen.get(PREFIX, ""), flags);
  }

  record Logging(KernelLog.Level level, String prefix, int flags) implements Target {
    @Override
    public String name() {
      return "LOG";
    }

    @Override
    public Verdict judge(Inspection packet) {
      LogSettings.print(packet, level, prefix, flags);
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      if (!prefix.isEmpty()) {
        out.append(" --log-prefix");
        RuleText.quote(out, prefix);
      }
      out.append(level == KernelLog.Level.WARN ? "" : " --log-level " + level.ordinal());
      out.append((flags & LogLine.TCP_SEQUENCE) != 0 ? " --log-tcp-sequence" : "");
      out.append((flags & LogLine.TCP_OPTIONS) != 0 ? " --log-tcp-options" : "");
      out.append((flags & LogLine.IP_OPTIONS) != 0 ? " --log-ip-options" : "");
      out.append((flags & LogLine.UID) != 0 ? " --log-uid" : "");
      out.append((flags & LogLine.MAC_DECODE) != 0 ? " --log-macdecode" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      if (listing.numeric()) {
        out.append(" LOG flags ").append(flags).append(" level ").append(level.ordinal());
      } else {
        out.append(" LOG level ").append(LogLevel.word(level));
        out.append((flags & LogLine.TCP_SEQUENCE) != 0 ? " tcp-sequence" : "");
        out.append((flags & LogLine.TCP_OPTIONS) != 0 ? " tcp-options" : "");
        out.append((flags & LogLine.IP_OPTIONS) != 0 ? " ip-options" : "");
        out.append((flags & LogLine.UID) != 0 ? " uid" : "");
        out.append((flags & LogLine.MAC_DECODE) != 0 ? " macdecode" : "");
      }
      out.append(prefix.isEmpty() ? "" : " prefix \"" + prefix + "\"");
    }
  }
}
