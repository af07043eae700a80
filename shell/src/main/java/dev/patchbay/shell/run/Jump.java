package dev.patchbay.shell.run;

/// Control that leaves the commands at hand: thrown by builtins, caught by what it leaves.
public abstract sealed class Jump extends RuntimeException {
  private static final long serialVersionUID = 1;

  private Jump() {
    super(null, null, false, false);
  }

  /// `break n` or `continue n`: leaves loops, the innermost first.
  public static final class Loop extends Jump {
    private static final long serialVersionUID = 1;

    private final boolean again;
    private final int levels;

    /// Leaves `levels` loops, the last of them for its next round if `again`.
    public Loop(boolean again, int levels) {
      this.again = again;
      this.levels = levels;
    }

    boolean again() {
      return again;
    }

    int levels() {
      return levels;
    }
  }

  /// Ctrl-C at a prompt: leaves whatever an interactive shell was told.
  static final class GivenUp extends Jump {
    private static final long serialVersionUID = 1;
  }

  /// `return`: leaves a function or a sourced file.
  public static final class Return extends Jump {
    private static final long serialVersionUID = 1;

    private final int status;

    public Return(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
