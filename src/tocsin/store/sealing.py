"""Many contents sealed at once: disk and digests are waited for once.

Only the vault's own work is done in threads; whoever hands in the contents makes them one after another.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from tocsin.vocab.ports import Seal, Vault

AT_ONCE = 4  # as many contents lie in memory; a journal commits what waits for it together


def seal_all(vault: Vault, contents: Iterable[bytes]) -> Iterator[Seal]:
    """A seal for each content, in their order; each is stored durably before its seal is given."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="vault-seal") as pool:
        waiting = deque[Future[Seal]]()
        for content in contents:
            waiting.append(pool.submit(vault.seal, content))
            if len(waiting) == AT_ONCE:
                yield waiting.popleft().result()
        for last in waiting:
            yield last.result()
