import { parentPort, workerData } from 'node:worker_threads'
import { scanShare } from './scan-tree.ts'

parentPort?.postMessage(scanShare(workerData))
