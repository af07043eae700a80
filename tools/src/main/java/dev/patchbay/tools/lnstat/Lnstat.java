package dev.patchbay.tools.lnstat;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.GetOpt;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `lnstat [OPTIONS]`: what tables of the kernel have counted, round after round.
public sealed class Lnstat implements Command permits Rtstat, Ctstat {
  /// It always ends so, save for those who ask for help or do not know how to.
  private static final int ENDED = 1;

  /// How the processor's exception at a division by zero ends a program.
  private static final int DIVIDED_BY_ZERO = 136;

  private static final long SECOND = 1_000_000_000L;
  private static final int USUAL_WIDTH = 8;
  private static final int USUAL_INTERVAL = 5;

  /// After how many rounds the heading comes again.
  private static final int PAGE = 20;

  /// The heading has as many lines as the last column's name, if it is no longer.
  private static final int MOST_LINES = 9;

  private static final int HEADING_ONCE = 1;
  private static final int HEADING_OFTEN = 2;
  private static final Map<String, GetOpt.Long> LONGS = new LinkedHashMap<>();

  static {
    LONGS.put("version", GetOpt.Long.flag("V"));
    LONGS.put("count", GetOpt.Long.with("c"));
    LONGS.put("dump", GetOpt.Long.flag("d"));
    LONGS.put("json", GetOpt.Long.flag("j"));
    LONGS.put("file", GetOpt.Long.with("f"));
    LONGS.put("help", GetOpt.Long.flag("h"));
    LONGS.put("interval", GetOpt.Long.with("i"));
    LONGS.put("keys", GetOpt.Long.with("k"));
    LONGS.put("subject", GetOpt.Long.with("s"));
    LONGS.put("width", GetOpt.Long.with("w"));
  }

  /// What it is asked for.
  private static final class Wish {
    long count;
    long interval = USUAL_INTERVAL;
    long headings = HEADING_OFTEN;
    boolean dump;
    boolean json;
    String file = "";
    final List<String> keys = new ArrayList<>();
    final List<Integer> widths = new ArrayList<>();

    int width(int column) {
      int width = widths.size() == 1 ? widths.getFirst() : 0;
      if (widths.size() > 1 && column < widths.size()) {
        width = widths.get(column);
      }
      return width == 0 ? USUAL_WIDTH : width;
    }
  }

  String name() {
    return "lnstat";
  }

  /// The only file it looks at, or nothing for all.
  String file() {
    return "";
  }

  @Override
  public int run(Process process, Args args) throws FileException {
    GetOpt given = new GetOpt(name(), "Vc:djf:h?i:k:s:w:", LONGS);
    try {
      given.parse(args.rest());
    } catch (GetOpt.Wrong wrong) {
      process.complain(wrong.message());
      return help(process, 0);
    }
    Wish wish = new Wish();
    wish.file = file();
    for (GetOpt.Option option : given.options()) {
      switch (option.letter()) {
        case "V" -> {
          return help(process, ENDED);
        }
        case "h", "?" -> {
          return help(process, 0);
        }
        case "d" -> wish.dump = true;
        case "j" -> wish.json = true;
        case "c" -> wish.count = number(option, wish.count);
        case "i" -> wish.interval = number(option, wish.interval);
        case "s" -> wish.headings = number(option, wish.headings);
        case "f" -> wish.file = option.value();
        case "k" -> words(option).forEach(wish.keys::add);
        default -> words(option).forEach(word -> wish.widths.add((int) number(word, 0)));
      }
    }
    List<StatFile> files = StatFile.open(process, wish.file);
    if (wish.dump) {
      dump(process, files);
    } else {
      rounds(process, wish, files, columns(wish, files));
    }
    return ENDED;
  }

  private static List<String> words(GetOpt.Option option) {
    return List.of(option.value().split(",")).stream().filter(word -> !word.isEmpty()).toList();
  }

  private static long number(GetOpt.Option option, long otherwise) {
    return number(option.value(), otherwise);
  }

  private static long number(String word, long otherwise) {
    return Numbers.u32(word, 10).orElse(otherwise);
  }

  private int help(Process process, int status) throws FileException {
    try (InputStream in = Objects.requireNonNull(Lnstat.class.getResourceAsStream("help"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      process.err().print(name() + " Version 6.1.0\n" + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return status;
  }

  private static void dump(Process process, List<StatFile> files) throws FileException {
    StringBuilder text = new StringBuilder();
    for (StatFile file : files) {
      text.append(StatFile.FOLDER).append(file.name()).append(":\n");
      for (int i = 0; i < file.fields().size(); i++) {
        String number = Integer.toString(i + 1);
        text.append('\t').append(" ".repeat(2 - number.length())).append(number).append(": ");
        text.append(file.fields().get(i)).append('\n');
      }
    }
    process.out().print(text);
  }

  // ---- what is shown

  private static List<Column> columns(Wish wish, List<StatFile> files) {
    List<Column> columns = new ArrayList<>();
    for (String key : wish.keys) {
      columns.add(column(key, files, wish.width(columns.size())));
    }
    if (wish.keys.isEmpty()) {
      for (StatFile file : files) {
        for (int i = 0; i < file.fields().size(); i++) {
          columns.add(new Column(file, i, wish.width(columns.size())));
        }
      }
    }
    return columns;
  }

  /// The first of the name, in the file that stands before a colon if one does.
  private static Column column(String key, List<StatFile> files, int width) {
    int colon = key.indexOf(':');
    String name = key.substring(colon + 1);
    for (StatFile file : files) {
      boolean meant = colon < 0 || file.name().equals(key.substring(0, colon));
      int field = meant ? file.fields().indexOf(name) : -1;
      if (field >= 0) {
        return new Column(file, field, width);
      }
    }
    throw new CommandException(ENDED, "Field `" + key + "' unknown");
  }

  private static void rounds(Process process, Wish wish, List<StatFile> files, List<Column> columns)
      throws FileException {
    if (wish.interval == 0) {
      process.complain("Floating point exception");
      throw new CommandException(DIVIDED_BY_ZERO, "");
    }
    Bound bound = wish.count == 0 ? Bound.ENDLESS : Bound.BOUNDED;
    for (long round = 0; wish.count == 0 || round < wish.count; round++) {
      if (round > 0) {
        long end = process.loop().now() + wish.interval * SECOND;
        process.await(new Wait(process.loop()), end, bound);
      }
      for (StatFile file : files) {
        file.update(wish.interval);
      }
      process.out().print(wish.json ? json(columns) : text(columns, hasHeading(wish, round)));
      process.out().flush();
    }
  }

  private static boolean hasHeading(Wish wish, long round) {
    return wish.headings >= HEADING_ONCE
        && (round == 0 || (wish.headings == HEADING_OFTEN && round % PAGE == 0));
  }

  private static String text(List<Column> columns, boolean heading) {
    if (columns.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    int lines = Math.min(MOST_LINES, columns.getLast().lines());
    for (int line = 0; heading && line <= lines; line++) {
      for (Column column : columns) {
        text.append(column.heading(line));
      }
      text.append('\n');
    }
    columns.forEach(column -> text.append(column.right(Long.toUnsignedString(column.value()))));
    return text.append('\n').toString();
  }

  private static String json(List<Column> columns) {
    StringBuilder text = new StringBuilder("{");
    String before = "\"";
    for (Column column : columns) {
      text.append(before).append(column.name()).append("\":").append(column.value());
      before = ",\"";
    }
    return text.append("}\n").toString();
  }
}
