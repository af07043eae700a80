package dev.patchbay.tools.ipset;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.filter.NameService;
import dev.patchbay.filter.set.Entry;
import dev.patchbay.filter.set.NamedSet;
import dev.patchbay.filter.set.SetError;
import dev.patchbay.filter.set.SetException;
import dev.patchbay.filter.set.Sets;
import dev.patchbay.filter.set.Slot;
import dev.patchbay.tools.names.SystemNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One run of the program: the options that hold for all its commands, and the commands.
final class Session {
  /// Options without a value.
  enum Flag {
    SORTED("-s", "-sorted"),
    QUIET("-q", "-quiet"),
    RESOLVE("-r", "-resolve"),
    EXIST("-!", "-exist"),
    NAMES("-n", "-name"),
    TERSE("-t", "-terse");

    private final String letter;
    private final String word;

    Flag(String letter, String word) {
      this.letter = letter;
      this.word = word;
    }

    List<String> words() {
      return List.of(letter, word);
    }
  }

  private static final List<String> OUTPUT = List.of("-o", "-output");
  private static final List<String> FILE = List.of("-f", "-file");

  /// What `add` and `del` of a file of commands ask, until they are carried out together.
  private record Pending(int line, Action action, String set, Entry entry) {
    boolean isLike(Action other, String name) {
      return action == other && set.equals(name);
    }
  }

  private final Process process;
  private final Sets sets;
  private final NameService names;
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  private final List<String> warnings = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private Listing.@Nullable Mode mode;
  private @Nullable String file;
  private int line;

  Session(Process process) {
    this.process = process;
    sets = Sets.of(process.netns());
    names = new SystemNames(process);
  }

  NameService names() {
    return names;
  }

  boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /// Says something that refuses nothing.
  void warn(String text) {
    warnings.add(text);
  }

  /// The line of a file of commands, or 0.
  int line() {
    return line;
  }

  /// Carries out one command; returns the exit status.
  int run(List<String> given) throws FileException {
    List<String> words = new ArrayList<>(given);
    takeOptions(words);
    Action action = words.isEmpty() ? null : Action.find(words.getFirst());
    if (action == null) {
      return withoutCommand(words);
    }
    if (line > 0
        && (action == Action.RESTORE || action == Action.VERSION || action == Action.HELP)) {
      throw Failure.parameter("Command `" + action.word() + "' is invalid in restore mode.");
    }
    words.removeFirst();
    String first = argument(words, action, "Missing mandatory argument to command ", 1);
    String second = argument(words, action, "Missing second mandatory argument to command ", 2);
    int status = perform(action, first, second, words);
    report();
    return status;
  }

  private static @Nullable String argument(
      List<String> words, Action action, String missing, int number) {
    if (action.arguments() < number) {
      return null;
    }
    if (words.isEmpty()) {
      if (action.arguments() == 2) {
        throw Failure.parameter(missing + action.word());
      }
      return null;
    }
    return words.removeFirst();
  }

  private int withoutCommand(List<String> words) throws FileException {
    if (!words.isEmpty() && words.getFirst().equals("-")) {
      return new Script(process, this).converse();
    }
    throw Failure.parameter(
        words.isEmpty()
            ? "No command specified."
            : "No command specified: unknown argument " + words.getFirst());
  }

  private static boolean matches(String word, List<String> option) {
    return option.contains(word.startsWith("--") ? word.substring(1) : word);
  }

  private void takeOptions(List<String> words) {
    String output = value(words, OUTPUT);
    if (output != null) {
      mode =
          switch (output) {
            case "plain" -> Listing.Mode.PLAIN;
            case "save" -> Listing.Mode.SAVE;
            case "xml" -> Listing.Mode.XML;
            default -> throw Failure.syntax("unknown output mode '" + output + "'");
          };
    }
    for (Flag flag : Flag.values()) {
      if (words.removeIf(word -> matches(word, flag.words()))) {
        flags.add(flag);
      }
    }
    String path = value(words, FILE);
    if (path != null) {
      if (file != null) {
        throw Failure.parameter("-file option cannot be used when full io is activated");
      }
      file = path;
    }
  }

  /// Takes an option and its value out of the words.
  private static @Nullable String value(List<String> words, List<String> option) {
    for (int i = 0; i < words.size(); i++) {
      if (matches(words.get(i), option)) {
        words.remove(i);
        if (i == words.size()) {
          throw Failure.parameter("Missing mandatory argument to option " + option.getFirst());
        }
        return words.remove(i);
      }
    }
    return null;
  }

  private int perform(
      Action action, @Nullable String first, @Nullable String second, List<String> words)
      throws FileException {
    switch (action) {
      case CREATE -> create(named(first), given(second), words);
      case ADD, DEL, TEST -> {
        return entry(action, named(first), given(second), words);
      }
      case DESTROY, FLUSH, LIST, SAVE -> {
        String name = first == null ? null : ElementWords.name(first);
        nothingMore(words);
        onSets(action, name);
      }
      case RENAME, SWAP -> {
        String from = named(first);
        String to = named(second);
        nothingMore(words);
        change(action, from, to);
      }
      case RESTORE -> {
        nothingMore(words);
        return new Script(process, this).restore(file);
      }
      case HELP -> Help.show(process, first, has(Flag.QUIET));
      case VERSION -> process.out().println(Ipset.VERSION + ", protocol version: 7");
      case QUIT -> {}
    }
    return 0;
  }

  private static String given(@Nullable String word) {
    return Objects.requireNonNull(word);
  }

  private static String named(@Nullable String word) {
    return ElementWords.name(given(word));
  }

  private static void nothingMore(List<String> words) {
    if (!words.isEmpty()) {
      throw Failure.parameter("Unknown argument " + words.getFirst());
    }
  }

  private void create(String name, String typeName, List<String> words) {
    if (typeName.length() > 31) {
      throw Failure.syntax("typename '" + typeName + "' is longer than 31 characters");
    }
    TypeSyntax type = TypeSyntax.find(typeName);
    if (type == null) {
      throw Failure.syntax("typename '" + typeName + "' is unknown");
    }
    CreateWords given = new CreateWords(type, this);
    given.read(words);
    commit();
    request(
        Action.CREATE,
        () -> sets.create(name, type.word(), given.family(), given.options(), has(Flag.EXIST)));
  }

  /// What is asked of the kernel.
  private interface Request {
    void run() throws SetException;
  }

  private void request(Action action, Request request) {
    try {
      request.run();
    } catch (SetException e) {
      throw Failure.report(Messages.of(e.error(), action));
    }
  }

  private NamedSet find(String name, Action action) {
    Slot slot = sets.find(name);
    if (slot == null) {
      throw Failure.report(Messages.of(SetError.NO_SET, action));
    }
    return slot.set();
  }

  private int entry(Action action, String name, String element, List<String> words) {
    NamedSet set = find(name, action);
    TypeSyntax type = Objects.requireNonNull(TypeSyntax.find(set.type().word()));
    Entry entry = new ElementWords(type, set.family(), names).read(element);
    new EntryWords(type, entry).read(action, words);
    Allowed.check(action, type, set.family(), entry);
    if (action == Action.TEST) {
      commit();
      return test(set, type, entry);
    }
    if (line > 0) {
      if (!pending.isEmpty() && !pending.getLast().isLike(action, name)) {
        commit();
      }
      pending.add(new Pending(line, action, name, entry));
      return 0;
    }
    request(action, () -> carryOut(action, set, entry));
    return 0;
  }

  private void carryOut(Action action, NamedSet set, Entry entry) throws SetException {
    if (action == Action.ADD) {
      set.add(entry, has(Flag.EXIST));
    } else {
      set.remove(entry, has(Flag.EXIST));
    }
  }

  /// Carries out what waits.
  void commit() {
    int current = line;
    List<Pending> due = List.copyOf(pending);
    pending.clear();
    for (Pending one : due) {
      line = one.line;
      request(one.action, () -> carryOut(one.action, find(one.set, one.action), one.entry));
    }
    line = current;
  }

  private int test(NamedSet set, TypeSyntax type, Entry entry) {
    boolean[] isThere = new boolean[1];
    request(Action.TEST, () -> isThere[0] = set.contains(entry));
    String text = new EntryText(type, names, false).element(entry);
    if (isThere[0]) {
      warn(text + " is in set " + set.name() + ".");
      return 0;
    }
    if (!has(Flag.QUIET)) {
      process.complain(text + " is NOT in set " + set.name() + ".");
    }
    return 1;
  }

  private void onSets(Action action, @Nullable String name) throws FileException {
    commit();
    switch (action) {
      case DESTROY -> {
        if (name == null) {
          request(action, sets::destroyAll);
        } else {
          request(action, () -> sets.destroy(name, has(Flag.EXIST)));
        }
      }
      case FLUSH -> {
        if (name == null) {
          sets.list().forEach(slot -> slot.set().flush());
        } else {
          request(action, () -> sets.get(name).set().flush());
        }
      }
      default -> show(action, name);
    }
  }

  private void show(Action action, @Nullable String name) throws FileException {
    List<Slot> shown = new ArrayList<>();
    if (name == null) {
      shown.addAll(sets.list());
    } else {
      request(action, () -> shown.add(sets.get(name)));
    }
    Listing.Mode usual = action == Action.SAVE ? Listing.Mode.SAVE : Listing.Mode.PLAIN;
    String text = new Listing(mode == null ? usual : mode, this).of(shown);
    if (file == null) {
      process.out().print(text);
      return;
    }
    try {
      process.files().write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (FileException e) {
      String reason = e.errno().text();
      throw Failure.report("Cannot open " + file + " for writing: " + reason);
    }
  }

  private void change(Action action, String from, String to) {
    commit();
    request(
        action,
        () -> {
          if (action == Action.RENAME) {
            sets.rename(from, to);
          } else {
            sets.swap(from, to);
          }
        });
  }

  /// Says what it has to say and has not said yet.
  private void report() {
    if (!has(Flag.QUIET)) {
      for (String warning : warnings) {
        process.complain("Warning: " + warning);
      }
    }
    warnings.clear();
  }

  /// The next line of a file of commands begins.
  void line(int number) {
    line = number;
  }
}
