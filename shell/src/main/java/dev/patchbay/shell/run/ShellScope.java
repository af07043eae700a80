package dev.patchbay.shell.run;

import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.shell.expand.ArrayValue;
import dev.patchbay.shell.expand.Scope;
import dev.patchbay.shell.expand.ShellOption;
import dev.patchbay.shell.syntax.Node;
import dev.patchbay.shell.text.Wording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A shell as its words see it.
final class ShellScope implements Scope {
  private final Shell shell;
  private final Executor executor;

  ShellScope(Shell shell, Executor executor) {
    this.shell = shell;
    this.executor = executor;
  }

  @Override
  public Wording wording() {
    return shell.wording();
  }

  @Override
  public @Nullable String value(String name) {
    return shell.variables().value(name);
  }

  @Override
  public void assign(String name, String value) {
    executor.assign(name, value);
  }

  @Override
  public @Nullable ArrayValue array(String name) {
    return shell.variables().array(name);
  }

  @Override
  public void assign(String name, String subscript, String value) {
    shell.variables().assign(name, subscript, value);
  }

  @Override
  public List<String> namesWith(String prefix) {
    return shell.variables().namesWith(prefix);
  }

  @Override
  public Attributes attributes(String name) {
    Variable variable = shell.variables().find(name);
    return variable == null
        ? new Attributes("", "")
        : new Attributes(Declarations.letters(variable), Declarations.assignment(name, variable));
  }

  @Override
  public @Nullable String reference(String name) {
    Variable variable = shell.variables().findReference(name);
    return variable != null && variable.has(Variable.Attribute.REFERENCE) ? variable.value() : null;
  }

  @Override
  public String process(boolean input, Node body) {
    return executor.forks().process(input, body);
  }

  @Override
  public String prompt(String text) {
    return new Prompt(shell).expand(text);
  }

  @Override
  public boolean has(ShellOption option) {
    return shell.has(option);
  }

  @Override
  public List<String> positional() {
    return shell.positional();
  }

  @Override
  public @Nullable String special(char name) {
    return switch (name) {
      case '?' -> Integer.toString(shell.status());
      case '$' -> Integer.toString(shell.mainPid());
      case '!' ->
          shell.lastBackgroundPid() == 0 ? null : Integer.toString(shell.lastBackgroundPid());
      case '-' -> shell.optionLetters();
      case '0' -> shell.name();
      default -> null;
    };
  }

  @Override
  public byte[] output(Node body) {
    return executor.forks().output(body);
  }

  @Override
  public String word(byte[] output) {
    return executor.forks().word(output);
  }

  @Override
  public @Nullable String home(String user) {
    return shell.home(user);
  }

  @Override
  public boolean refusesUnset() {
    return shell.has(Option.NOUNSET);
  }

  @Override
  public boolean findsFiles() {
    return !shell.has(Option.NOGLOB);
  }

  @Override
  public List<String> names(String directory) {
    try {
      return shell.process().files().list(absolute(directory.isEmpty() ? "." : directory));
    } catch (FileException e) {
      return List.of();
    }
  }

  @Override
  public boolean exists(String path) {
    try {
      shell.process().files().lstat(absolute(path));
      return true;
    } catch (FileException e) {
      return false;
    }
  }

  private String absolute(String path) {
    return Files.absolute(shell.process().directory(), path);
  }
}
