package dev.patchbay.shell.expand;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The options of `shopt`, in its order. Those that only an interactive shell minds are taken and
/// kept.
public enum ShellOption {
  AUTOCD(false),
  ASSOC_EXPAND_ONCE(false),
  CDABLE_VARS(false),
  CDSPELL(false),
  CHECKHASH(false),
  CHECKJOBS(false),
  CHECKWINSIZE(true),
  CMDHIST(true),
  COMPAT31(false),
  COMPAT32(false),
  COMPAT40(false),
  COMPAT41(false),
  COMPAT42(false),
  COMPAT43(false),
  COMPAT44(false),
  COMPLETE_FULLQUOTE(true),
  DIREXPAND(false),
  DIRSPELL(false),
  DOTGLOB(false),
  EXECFAIL(false),
  EXPAND_ALIASES(false),
  EXTDEBUG(false),
  EXTGLOB(false),
  EXTQUOTE(true),
  FAILGLOB(false),
  FORCE_FIGNORE(true),
  GLOBASCIIRANGES(true),
  GLOBSKIPDOTS(true),
  GLOBSTAR(false),
  GNU_ERRFMT(false),
  HISTAPPEND(false),
  HISTREEDIT(false),
  HISTVERIFY(false),
  HOSTCOMPLETE(true),
  HUPONEXIT(false),
  INHERIT_ERREXIT(false),
  INTERACTIVE_COMMENTS(true),
  LASTPIPE(false),
  LITHIST(false),
  LOCALVAR_INHERIT(false),
  LOCALVAR_UNSET(false),
  LOGIN_SHELL(false),
  MAILWARN(false),
  NO_EMPTY_CMD_COMPLETION(false),
  NOCASEGLOB(false),
  NOCASEMATCH(false),
  NOEXPAND_TRANSLATION(false),
  NULLGLOB(false),
  PATSUB_REPLACEMENT(true),
  PROGCOMP(true),
  PROGCOMP_ALIAS(false),
  PROMPTVARS(true),
  RESTRICTED_SHELL(false),
  SHIFT_VERBOSE(false),
  SOURCEPATH(true),
  VARREDIR_CLOSE(false),
  XPG_ECHO(false);

  private final boolean usual;

  ShellOption(boolean usual) {
    this.usual = usual;
  }

  /// Whether it is on at the start.
  public boolean usual() {
    return usual;
  }

  /// What `shopt` calls it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The option of this name, or null.
  public static @Nullable ShellOption of(String word) {
    for (ShellOption option : values()) {
      if (option.word().equals(word)) {
        return option;
      }
    }
    return null;
  }
}
