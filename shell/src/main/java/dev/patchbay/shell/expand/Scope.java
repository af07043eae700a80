package dev.patchbay.shell.expand;

import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.text.Wording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What words are expanded against: a shell's variables and parameters, its commands, and the lab's
/// files.
public interface Scope {
  /// In whose words errors are told.
  Wording wording();

  /// The value of a variable, or null when it is not set.
  @Nullable String value(String name);

  /// Gives a variable a value.
  ///
  /// @throws ExpansionException when it cannot be changed
  void assign(String name, String value);

  /// The elements of a variable that is an array, or null when it is none. They are to be changed
  /// by [#assign] alone.
  @Nullable ArrayValue array(String name);

  /// Gives an element of an array a value; the variable becomes an array if it is none. `subscript`
  /// is a number, or the text of an associative array.
  ///
  /// @throws ExpansionException when it cannot be changed
  void assign(String name, String subscript, String value);

  /// The names of the variables that are set and begin so, sorted.
  List<String> namesWith(String prefix);

  /// The letters of what `declare` has said of a variable, and how `declare` would make it again.
  Attributes attributes(String name);

  /// The name that a reference to a variable leads to (`declare -n`), or null when it is none.
  @Nullable String reference(String name);

  /// What `declare` has said of a variable.
  ///
  /// @param letters as `${name@a}` shows them
  /// @param declaration the command that makes it again, as `${name@A}` shows it
  record Attributes(String letters, String declaration) {}

  /// The commands, running beside the shell: the name of a file that leads to them.
  String process(boolean input, Node body);

  /// The text as a prompt, with its escapes expanded (`${name@P}`).
  String prompt(String text);

  /// Whether `option` of `shopt` is on.
  boolean has(ShellOption option);

  /// `$1`, `$2`, …
  List<String> positional();

  /// The value of `? $ ! - 0`, or null when it has none.
  @Nullable String special(char name);

  /// Runs the commands and returns what they print.
  byte[] output(Node body);

  /// What commands have printed as a word can hold it, without the newlines at its end.
  String word(byte[] output);

  /// The home directory of a user, the current one for the empty name; null when there is no such
  /// user.
  @Nullable String home(String user);

  /// Whether a parameter that is not set is an error (`set -u`).
  boolean refusesUnset();

  /// Whether patterns stand for file names (not under `set -f`).
  boolean findsFiles();

  /// The names in a directory of the lab, without `.` and `..`; none when it cannot be read. The
  /// empty name is the current one.
  List<String> names(String directory);

  /// Whether a file has this name; a name that ends with a slash must be a directory's.
  boolean exists(String path);
}
