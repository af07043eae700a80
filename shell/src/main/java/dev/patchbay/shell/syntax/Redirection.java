package dev.patchbay.shell.syntax;

/// Where a descriptor of a command leads.
public sealed interface Redirection
    permits Redirection.ToFile,
        Redirection.Duplicate,
        Redirection.HereString,
        Redirection.OutputAndError,
        Redirection.Named,
        HereDocument {
  /// The descriptor it sets up.
  int descriptor();

  /// `< path`, `> path` and so on.
  record ToFile(int descriptor, Access access, Word path) implements Redirection {}

  /// `n>&m` and `n<&m`: a copy of descriptor m; `-` closes n.
  record Duplicate(int descriptor, boolean input, Word source) implements Redirection {}

  /// `<<< word`: the word and a newline to read.
  record HereString(int descriptor, Word text) implements Redirection {}

  /// `&> path`, `&>> path`: standard output and error both.
  record OutputAndError(boolean append, Word path) implements Redirection {
    @Override
    public int descriptor() {
      return 1;
    }
  }

  /// `{name}> path`: a descriptor that is free, whose number the variable gets; with `>&-` the one
  /// that it has is closed.
  record Named(String name, Redirection inner) implements Redirection {
    @Override
    public int descriptor() {
      return inner.descriptor();
    }
  }

  /// How the file is opened.
  enum Access {
    READ("<"),
    WRITE(">"),
    /// `>|`, which overwrites even under `set -C`.
    OVERWRITE(">|"),
    APPEND(">>"),
    READ_WRITE("<>");

    private final String sign;

    Access(String sign) {
      this.sign = sign;
    }

    /// How it is written.
    public String sign() {
      return sign;
    }
  }
}
