"""Migrates the Kong Mesh configuration of every repository that names Kuma."""
import argparse
import os
import subprocess

from all_repos import autofix_lib
from all_repos.grep import repos_matching

RELEASES = ('--from', '2.6', '--to', '2.11')
REPORTS = os.path.abspath('reports')


def find_repos(config):
    return repos_matching(config, ('-i', 'kuma'))


def apply_fix():
    # With --jobs this runs in a process of its own, in a fresh clone.
    url = subprocess.check_output(('git', 'remote', 'get-url', 'origin'), text=True).strip()
    name = '.'.join(url.removesuffix('.git').replace(':', '/').split('/')[-2:])
    os.makedirs(REPORTS, exist_ok=True)
    autofix_lib.run('mesh-migrate', *RELEASES, '--quiet', '--fail-on', 'never', '--report', f'json:{REPORTS}/{name}.json')


def main():
    parser = argparse.ArgumentParser()
    autofix_lib.add_fixer_args(parser)
    repos, config, commit, settings = autofix_lib.from_cli(
        parser.parse_args(),
        find_repos=find_repos,
        msg='Kong Mesh configuration from 2.6 to 2.11',
        branch_name='kong-mesh-2.11',
    )
    autofix_lib.fix(repos, apply_fix=apply_fix, config=config, commit=commit, autofix_settings=settings)


if __name__ == '__main__':
    main()
