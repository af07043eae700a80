package dev.patchbay.tools.telnet;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.tools.iproute.HelpText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `set`, `unset`, `toggle` and `display` change and show. Of all this the escape character
/// alone means something to a session here: its input is no terminal's.
final class Settings {
  private static final int ECHO = 5;
  private static final int ARE_YOU_THERE = 20;
  private static final String OUTPUT = "\"(standard output)\"";

  /// What is on or off, and what is said of it, or nothing.
  private record Toggle(String name, String phrase, boolean atFirst) {
    /// Whether `display` tells it.
    boolean isShown() {
      return !phrase.isEmpty() && !name.equals("crlf");
    }
  }

  private static final List<Toggle> TOGGLES =
      List.of(
          new Toggle("autoflush", "flush output when sending interrupt characters", true),
          new Toggle("autosynch", "send interrupt characters in urgent mode", false),
          new Toggle("autologin", "send login name and/or authentication information", false),
          new Toggle("authdebug", "", false),
          new Toggle("autoencrypt", "", false),
          new Toggle("autodecrypt", "", false),
          new Toggle("verbose_encrypt", "", false),
          new Toggle("encdebug", "", false),
          new Toggle("skiprc", "skip reading of ~/.telnetrc file", false),
          new Toggle("binary", "", false),
          new Toggle("inbinary", "", false),
          new Toggle("outbinary", "", false),
          new Toggle("crlf", "send carriage returns as telnet <CR><LF>", false),
          new Toggle("crmod", "map carriage return on output", false),
          new Toggle("localchars", "recognize certain control characters", true),
          new Toggle("debug", "turn on socket level debugging", false),
          new Toggle("netdata", "print hexadecimal representation of network traffic", false),
          new Toggle("prettydump", "print user readable output for \"netdata\"", false),
          new Toggle("options", "show option processing", false),
          new Toggle("termdata", "print hexadecimal representation of terminal traffic", false));

  private static final List<String> UNSET =
      List.of(
          "flushoutput",
          "interrupt",
          "quit",
          "eof",
          "erase",
          "kill",
          "lnext",
          "susp",
          "reprint",
          "worderase",
          "start",
          "stop",
          "forw1",
          "forw2");

  private final Process process;
  private final Options options;
  private final Map<String, Boolean> toggles = new LinkedHashMap<>();
  private final Map<String, Integer> characters = new LinkedHashMap<>();

  Settings(Process process, Options options) {
    this.process = process;
    this.options = options;
    TOGGLES.forEach(toggle -> toggles.put(toggle.name, toggle.atFirst));
    characters.put("echo", ECHO);
    characters.put("escape", options.escape);
    characters.put("rlogin", Options.NONE);
    UNSET.forEach(name -> characters.put(name, Options.NONE));
    characters.put("ayt", ARE_YOU_THERE);
  }

  // ---- the commands

  void set(String[] words) throws FileException {
    if (words.length == 2 && words[1].equals("?")) {
      help("set", "enable");
      return;
    }
    if (words.length < 2 || words.length > 3) {
      print("Format is 'set Name Value'\n'set ?' for help.\n");
      return;
    }
    String character = known(words[1], characters);
    Toggle toggle = character == null ? toggle(words[1]) : null;
    if (toggle != null && words.length == 2) {
      turn(toggle, true);
    } else if (character == null) {
      unknown(words[1], "set");
    } else if (words.length == 2) {
      print("Format is 'set Name Value'\n'set ?' for help.\n");
    } else {
      change(character, words[2].equals("off") ? Options.NONE : Options.character(words[2]));
    }
  }

  void unset(String[] words) throws FileException {
    if (isMissing(words, "unset")) {
      return;
    }
    if (words[1].equals("?")) {
      help("set", "disable");
      return;
    }
    for (int i = 1; i < words.length; i++) {
      String character = known(words[i], characters);
      Toggle toggle = toggle(words[i]);
      if (character != null) {
        change(character, Options.NONE);
      } else if (toggle != null) {
        turn(toggle, false);
      } else {
        unknown(words[i], "unset");
      }
    }
  }

  void toggle(String[] words) throws FileException {
    if (isMissing(words, "toggle")) {
      return;
    }
    if (words[1].equals("?")) {
      help("toggle", "");
      return;
    }
    for (int i = 1; i < words.length; i++) {
      Toggle toggle = toggle(words[i]);
      if (toggle == null) {
        unknown(words[i], "toggle");
      } else {
        turn(toggle, !Boolean.TRUE.equals(toggles.get(toggle.name)));
      }
    }
  }

  void display(String[] words) throws FileException {
    if (words.length < 2) {
      for (Toggle toggle : TOGGLES) {
        show(toggle);
      }
      print("\n");
      for (String name : characters.keySet()) {
        show(name);
      }
    }
    boolean known = true;
    for (int i = 1; i < words.length && known; i++) {
      known = words[i].equals("?") || display(words[i]);
    }
  }

  /// Shows one; says so where there is none, or several begin with the word.
  private boolean display(String word) throws FileException {
    String character = known(word, characters);
    Toggle toggle = toggle(word);
    if (character != null) {
      show(character);
    } else if (toggle != null) {
      show(toggle);
    } else {
      boolean begins = TOGGLES.stream().anyMatch(one -> one.name.startsWith(word));
      print("?" + (begins ? "Ambiguous" : "Unknown") + " argument '" + word + "'.\n");
      return false;
    }
    return true;
  }

  // ---- what they do

  private void turn(Toggle toggle, boolean on) throws FileException {
    toggles.put(toggle.name, on);
    if (!toggle.phrase.isEmpty()) {
      print((on ? "Will " : "Won't ") + toggle.phrase + ".\n");
    }
  }

  private void change(String name, int character) throws FileException {
    characters.put(name, character);
    if (name.equals("escape")) {
      options.escape = character;
    }
    print(name + " character is '" + Options.name(character) + "'.\n");
  }

  private void show(Toggle toggle) throws FileException {
    if (toggle.isShown()) {
      boolean on = Boolean.TRUE.equals(toggles.get(toggle.name));
      print((on ? "will " : "won't ") + toggle.phrase + ".\n");
    }
  }

  private void show(String name) throws FileException {
    print("%-15s [%s]\n".formatted(name, Options.name(characters.getOrDefault(name, -1))));
    if (name.equals("rlogin")) {
      print("%-15s %s\n".formatted("tracefile", OUTPUT));
    }
  }

  private @Nullable Toggle toggle(String word) {
    String name = known(word, toggles);
    return TOGGLES.stream().filter(one -> one.name.equals(name)).findFirst().orElse(null);
  }

  /// The one name that begins with the word.
  private static @Nullable String known(String word, Map<String, ?> names) {
    List<String> found = new ArrayList<>();
    for (String name : names.keySet()) {
      if (name.equals(word)) {
        return name;
      }
      if (name.startsWith(word)) {
        found.add(name);
      }
    }
    return found.size() == 1 ? found.getFirst() : null;
  }

  private boolean isMissing(String[] words, String command) {
    if (words.length < 2) {
      Dialogue.needsWord(process, command);
      return true;
    }
    return false;
  }

  private void unknown(String word, String command) {
    process.complain("'" + word + "': unknown argument ('" + command + " ?' for help).");
  }

  private void help(String text, String verb) throws FileException {
    print(HelpText.text(Settings.class, text).replace("VERB", verb));
  }

  private void print(String text) throws FileException {
    process.out().print(text);
  }
}
