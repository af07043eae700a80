package dev.patchbay.tools.ip;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.text.Numbers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The names that a file of `/etc/iproute2` gives to numbers, and those that `ip` knows without it.
///
/// The file is read when a number or a name is met that is not among the known ones.
final class Names {
  /// Groups of devices.
  static final Names GROUPS = new Names("group", "0 default");

  /// Routing tables.
  static final Names TABLES = new Names("rt_tables", "253 default\n254 main\n255 local");

  /// Values of the differentiated services field.
  static final Names DSFIELDS = new Names("rt_dsfield", "");

  /// Who installs routes.
  static final Names PROTOCOLS = new Names("rt_protos", "");

  /// How far addresses and routes reach.
  static final Names SCOPES = new Names("rt_scopes", "");

  private static final String FOLDER = "/etc/iproute2/";

  private final String file;
  private final Map<Integer, String> known;

  private Names(String file, String known) {
    this.file = file;
    this.known = parse(known);
  }

  /// The number's name, or the number without a sign.
  String name(Session session, int number) {
    String name = nameOf(session, number);
    return name == null ? Integer.toUnsignedString(number) : name;
  }

  /// The number's name, or null when it has none or names are not wanted.
  @Nullable String nameOf(Session session, int number) {
    if (session.options().numeric) {
      return null;
    }
    String name = known.get(number);
    return name == null ? session.names(this).get(number) : name;
  }

  /// The number of that name, or that is written so; or null.
  @Nullable Integer number(Session session, String word) {
    Integer named = named(session, word);
    if (named != null) {
      return named;
    }
    OptionalLong number = Numbers.u32(word, 0);
    return number.isPresent() ? (Integer) (int) number.getAsLong() : null;
  }

  /// The number of that name, or null.
  @Nullable Integer named(Session session, String word) {
    Integer number = numberOf(known, word);
    return number == null ? numberOf(session.names(this), word) : number;
  }

  private static @Nullable Integer numberOf(Map<Integer, String> names, String word) {
    for (Map.Entry<Integer, String> entry : names.entrySet()) {
      if (entry.getValue().equals(word)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /// What the file says, as the process sees it, and those that packages put in its folder.
  Map<Integer, String> read(Session session) {
    Files files = session.process().files();
    Map<Integer, String> names = parse(text(files, FOLDER + file));
    String folder = FOLDER + file + ".d";
    for (String name : list(files, folder)) {
      if (name.endsWith(".conf") && !name.startsWith(".")) {
        names.putAll(parse(text(files, folder + "/" + name)));
      }
    }
    return names;
  }

  /// Without the file there are only the names that are known anyway.
  private static String text(Files files, String path) {
    try {
      return new String(files.read(path), StandardCharsets.UTF_8);
    } catch (FileException e) {
      return "";
    }
  }

  private static List<String> list(Files files, String folder) {
    try {
      return files.list(folder);
    } catch (FileException e) {
      return List.of();
    }
  }

  /// Lines of a number, in decimal or hexadecimal, and a name; `#` begins a remark.
  private static Map<Integer, String> parse(String text) {
    Map<Integer, String> names = new LinkedHashMap<>();
    text.lines().forEach(line -> add(names, line.strip()));
    return names;
  }

  private static void add(Map<Integer, String> names, String line) {
    int blank = line.indexOf(' ');
    int tab = line.indexOf('\t');
    int end = blank < 0 ? tab : tab < 0 ? blank : Math.min(blank, tab);
    if (line.startsWith("#") || end < 0) {
      return;
    }
    OptionalLong number = Numbers.u32(line.substring(0, end), 0);
    String rest = line.substring(end).strip();
    if (number.isPresent()) {
      names.put((int) number.getAsLong(), firstWord(rest));
    }
  }

  private static String firstWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ' ' || text.charAt(i) == '\t') {
        return text.substring(0, i);
      }
    }
    return text;
  }
}
