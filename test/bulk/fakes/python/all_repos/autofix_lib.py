"""What all_repos.autofix_lib does (asottile/all-repos e520d9b), with a folder of clones in CLONES in the place of its configuration."""
import collections
import concurrent.futures
import contextlib
import functools
import os
import shlex
import subprocess
import tempfile
import traceback

Commit = collections.namedtuple('Commit', ('msg', 'branch_name', 'author'))
AutofixSettings = collections.namedtuple('AutofixSettings', ('jobs', 'limit', 'dry_run', 'interactive'))


class Config:
    output_dir = os.environ['CLONES']

    def get_cloned_repos(self):
        return sorted(
            f'{owner}/{name}'
            for owner in os.listdir(self.output_dir)
            for name in os.listdir(os.path.join(self.output_dir, owner))
        )


def add_fixer_args(parser):
    parser.add_argument('-C', '--config-filename', default='all-repos.json')
    mutex = parser.add_mutually_exclusive_group()
    mutex.add_argument('--dry-run', action='store_true')
    mutex.add_argument('-i', '--interactive', action='store_true')
    mutex.add_argument('-j', '--jobs', type=int, default=1)
    parser.add_argument('--limit', type=int, default=None)
    parser.add_argument('--author')
    parser.add_argument('--repos', nargs='*')


def from_cli(args, *, find_repos, msg, branch_name):
    config = Config()
    repos = args.repos if args.repos is not None else find_repos(config)
    settings = AutofixSettings(args.jobs, args.limit, args.dry_run, args.interactive)
    return repos, config, Commit(msg, branch_name, args.author), settings


def run(*cmd, **kwargs):
    print(f'$ {shlex.join(cmd)}', flush=True)
    kwargs.setdefault('check', True)
    return subprocess.run(cmd, **kwargs)


@contextlib.contextmanager
def _repo_context(repo):
    before = os.getcwd()
    try:
        remote = subprocess.check_output(('git', '-C', repo, 'config', 'remote.origin.url'), text=True).strip()
        with tempfile.TemporaryDirectory() as tmpdir:
            run('git', 'clone', '--quiet', repo, tmpdir)
            os.chdir(tmpdir)
            try:
                run('git', 'remote', 'set-url', 'origin', remote)
                run('git', 'fetch', '--prune', '--quiet')
                yield
            finally:
                os.chdir(before)
    except Exception:
        print(f'***Errored {repo}')
        traceback.print_exc()


def _fix_inner(repo, apply_fix, check_fix, commit, autofix_settings):
    with _repo_context(repo):
        branch_name = f'all-repos_autofix_{commit.branch_name}'
        run('git', 'checkout', '--quiet', 'origin/HEAD', '-b', branch_name)
        apply_fix()
        diff = run('git', 'diff', 'origin/HEAD', '--exit-code', check=False)
        if not diff.returncode:
            return
        check_fix()
        run('git', 'commit', '--quiet', '-a', '-m', commit.msg)
        if autofix_settings.dry_run:
            return
        run('git', 'push', '--quiet', 'origin', f'HEAD:{branch_name}')


def _noop_check_fix():
    """A lambda is not pickleable, this must be a module-level function"""


def fix(repos, *, apply_fix, check_fix=_noop_check_fix, config, commit, autofix_settings):
    repos = tuple(repos)[:autofix_settings.limit]
    func = functools.partial(
        _fix_inner, apply_fix=apply_fix, check_fix=check_fix, commit=commit, autofix_settings=autofix_settings,
    )
    if autofix_settings.jobs == 1:
        for repo in repos:
            func(repo)
        return
    with concurrent.futures.ProcessPoolExecutor(autofix_settings.jobs) as executor:
        for _ in executor.map(func, repos):
            pass
